"""What the desk's pages of every record share: history, provenance, address, publication."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from qingdao_techedu.accounts import rules
from qingdao_techedu.naming.names import Named
from qingdao_techedu.normalization.typed import halfwidth_letters, without_invisible
from qingdao_techedu.publishing.desk.form_layout import paired
from qingdao_techedu.publishing.desk.guarded_admin import GuardedAdmin
from qingdao_techedu.publishing.desk.inlines import GuardedInline
from qingdao_techedu.publishing.desk.visiting import visit_of
from qingdao_techedu.publishing.models import Door, Publication, Publishable
from qingdao_techedu.ui.list_filters import occurring

from . import inlines
from .addressing import Addressed
from .form_fields import AskingFields, is_fixed, standing, with_address
from .provenance import Provenanced

NAME = ("name_zh", "name_en", "name_en_status", "pinyin")
VALIDITY = ("valid_from", "valid_until")

ORIGIN = (
    _("Where it comes from"),
    {
        "description": _(
            "Visitors see it beside the record. What the bureau itself records is official; choose "
            "otherwise where it was read elsewhere or is still to be confirmed. If it is written "
            "somewhere, please name the place among the citations: reviewers look there first."
        ),
        "fields": [("provenance", "verification"), "note_zh", "note_en"],
    },
)

DRAFT = (
    _("Publication"),
    {
        "description": _(
            "Visitors do not see a draft. When it is complete, submit it for publication: a second "
            "person then looks at it."
        ),
        "fields": ["publication"],
    },
)

PUBLICATION = (
    _("Publication"),
    {
        "description": _(
            "A published record cannot be deleted. Withdraw it with an explanation, which visitors "
            "then read at its address."
        ),
        "fields": ["publication", "withdrawal_zh", "withdrawal_en"],
    },
)

# Of a record that visitors see: folded behind “Withdraw …”, or for a reporter only told.
WITHDRAWAL = (_("Withdraw …"), {**PUBLICATION[1], "classes": ["collapse"]})
STANDING = (_("Publication"), {"fields": ["publication"]})

# What may become of a record's publication: it never goes back to draft in silence.
NEXT = {
    Publication.DRAFT: (Publication.DRAFT, Publication.PUBLISHED),
    Publication.PUBLISHED: (Publication.PUBLISHED, Publication.WITHDRAWN),
    Publication.WITHDRAWN: (Publication.WITHDRAWN, Publication.PUBLISHED),
}


class RecordAdmin(AskingFields, GuardedAdmin):
    """A record's pages at the desk. Subclasses state their own ``fieldsets``.

    A record is not deleted while records under one of the names in ``kept_while_used_by`` point to
    it: the database would refuse, and telling so record by record would load them all.
    """

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    list_max_show_all = 500
    kept_while_used_by: tuple[str, ...] = ()

    def get_fieldsets(self, request, obj=None):
        found = list(super().get_fieldsets(request, obj))
        if issubclass(self.model, Publishable):
            found.append(self._publication(request, obj))
        if issubclass(self.model, Provenanced):
            found.append(ORIGIN)
        return paired_fieldsets(found)

    def _publication(self, request, obj) -> Any:
        """How its publication is asked for: withdrawing is folded until it is done."""
        if obj is None or obj.publication == Publication.DRAFT:
            return DRAFT
        if obj.publication == Publication.WITHDRAWN:
            return PUBLICATION
        is_kept = rules.closed_fields(request.user, self.model, ["publication"])
        return STANDING if is_kept else WITHDRAWAL

    def get_inlines(self, request, obj):
        own = list(super().get_inlines(request, obj))
        return [*inlines.registered(), *own] if issubclass(self.model, Provenanced) else own

    def get_list_display(self, request):
        """Where a list names records in both languages, both stand in one column."""
        return _with_names(super().get_list_display(request))

    def get_list_display_links(self, request, list_display):
        found = super().get_list_display_links(request, list_display)
        return ["names" if one == "name_zh" else one for one in found or []]

    @admin.display(description=_("name"), ordering="name_zh")
    def names(self, record):
        """The Chinese name, and the English one below it."""
        if not record.name_en:
            return record.name_zh
        second = '{}<span class="second-name" lang="en">{}</span>'
        return format_html(second, record.name_zh, record.name_en)

    def get_list_filter(self, request):
        found = list(super().get_list_filter(request))
        if issubclass(self.model, Publishable):
            found.insert(0, "publication")
        if issubclass(self.model, Provenanced):
            found.append("provenance")
        if not self.show_full_result_count:  # a list of very many: looking through it costs much
            return found
        return [occurring(self.model, one) for one in found]

    def get_actions(self, request):
        found = super().get_actions(request)
        is_kept = rules.closed_fields(request.user, self.model, ["publication"])
        may_propose = self.has_change_permission(request) and not is_kept
        if issubclass(self.model, Publishable) and may_propose:
            found["publish"] = (_publish, "publish", _("Submit the selected for publication"))
        return found

    def get_form(self, request, obj=None, change=False, **kwargs):
        # The page of a past version does not say that it changes an existing record.
        form = super().get_form(request, obj, change=change or obj is not None, **kwargs)
        form = with_address(form, request)
        if "publication" in form.base_fields:
            now = Publication(obj.publication) if obj else Publication.DRAFT
            form.base_fields["publication"].choices = [(one, one.label) for one in NEXT[now]]
        return form

    def get_readonly_fields(self, request, obj=None):
        if obj is not None and not self.has_change_permission(request, obj):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        named = flatten_fieldsets(self.get_fieldsets(request, obj))
        kept_by_bureau = rules.closed_fields(request.user, self.model, named)
        return [*super().get_readonly_fields(request, obj), *_fixed_address(obj), *kept_by_bureau]

    def save_model(self, request, obj, form, change):
        """A past version comes back under the address name that the record has today."""
        if visit_of(request).door == Door.REVERT and _fixed_address(obj):
            setattr(obj, obj.address_field, standing(obj))
        super().save_model(request, obj, form, change)

    def get_view_on_site_url(self, obj=None):
        """The record's public page, or None where the public sees none."""
        if obj is None or not obj.is_public:
            return None
        return super().get_view_on_site_url(obj)

    def get_search_results(self, request, queryset, search_term):
        """Names are looked for as in public: by sound, in wide letters, with brackets."""
        typed = halfwidth_letters(without_invisible(search_term))
        found, has_twins = super().get_search_results(request, queryset, typed)
        if typed and issubclass(self.model, Named):
            found = found | queryset.filter(self.model.names_match(typed))
            has_twins = True
        return found, has_twins

    def link_to_list(self, model, **lookup):
        """A link to the desk's list of another model, filtered."""
        options = model._meta
        if None in lookup.values():  # the record has not been saved yet
            return self.get_empty_value_display()
        address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        return format_html('<a href="{}?{}">{}</a>', address, urlencode(lookup), _("Show"))

    def links_to(self, records, add: Any, **initial):
        """Links to the pages of records, and to the form of one more that begins as given."""
        options = records.model._meta
        page = f"admin:{options.app_label}_{options.model_name}"
        found = [(reverse(f"{page}_change", args=[one.pk]), one) for one in records]
        items = format_html_join("", '<li><a href="{}">{}</a></li>', found)
        one_more = f"{reverse(f'{page}_add')}?{urlencode(initial)}"
        return format_html('<ul>{}<li><a href="{}">{}</a></li></ul>', items, one_more, add)

    def why_kept(self, obj) -> str:
        """Why this record is not deleted at the desk; empty where it may be."""
        if getattr(obj, "publication", Publication.DRAFT) != Publication.DRAFT:
            return str(_("it is published; withdraw it instead"))
        if any(getattr(obj, name).exists() for name in self.kept_while_used_by):
            return str(_("other records rest on it"))
        return ""

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self.why_kept(obj))

    def get_deleted_objects(self, objs, request):
        """What deleting takes along; for records that are kept it says why and looks no further."""
        kept = [(obj, self.why_kept(obj)) for obj in objs]
        refused = [f"{obj}: {reason}" for obj, reason in kept if reason]
        if refused:
            return [], {}, set(), refused
        return super().get_deleted_objects(objs, request)


def _with_names(columns: Any) -> list[Any]:
    if not {"name_zh", "name_en"} <= set(columns):
        return list(columns)
    return ["names" if one == "name_zh" else one for one in columns if one != "name_en"]


def paired_fieldsets(fieldsets: Any) -> list[Any]:
    """The groups of a form, in each the English beside the Chinese."""
    return [(name, {**told, "fields": paired(told["fields"])}) for name, told in fieldsets]


def _fixed_address(record: Any) -> list[str]:
    """The field of the address name of a record, once visitors may have noted it."""
    if record is None or not isinstance(record, Addressed) or not is_fixed(record):
        return []
    return [record.address_field]


def _publish(desk: RecordAdmin, request, queryset) -> None:
    """Propose the publication of each record for itself, and say of each refused one why."""
    done, visit = 0, visit_of(request)
    for record in queryset.exclude(publication=Publication.PUBLISHED):
        try:
            with visit.guarded(Door.LIST):
                record.publication = Publication.PUBLISHED
                record.full_clean()
                record.save()
                visit.propose(record)
        except ValidationError as error:
            desk.message_user(request, f"{record}: {' '.join(error.messages)}", messages.ERROR)
        else:
            done += 1
    text = ngettext(
        "%(count)d record submitted for publication: somebody else decides on it.",
        "%(count)d records submitted for publication: somebody else decides on them.",
        done,
    )
    desk.message_user(request, text % {"count": done}, messages.SUCCESS)


class PartAdmin(RecordAdmin):
    """A part of another record, with its own history; reached from the record it belongs to."""

    def has_module_permission(self, request):
        return False


class PartInline(AskingFields, GuardedInline, admin.StackedInline):
    """Parts on the page of the record they belong to; each leads to its own history."""

    template = "publishing/parts.html"
    extra = 0
    show_change_link = True

    def get_fieldsets(self, request, obj=None):
        return paired_fieldsets(super().get_fieldsets(request, obj))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = with_address(formset.form, request)
        return formset
