"""What the desk's pages of every record share: history, provenance, citations."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.admin import GenericTabularInline
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from .models import Citation
from .provenance import Provenanced

NAME = ("name_zh", "name_en", "name_en_status", "pinyin")
VALIDITY = ("valid_from", "valid_until")

ORIGIN = (
    _("Where it comes from"),
    {
        "classes": ["collapse"],
        "description": _(
            "The provenance is shown to the public beside the record. Cite the sources below."
        ),
        "fields": [("provenance", "verification"), "note_zh", "note_en"],
    },
)


class CitationInline(GenericTabularInline):
    """The places in sources that support a record."""

    model = Citation
    autocomplete_fields = ["source"]
    extra = 0
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class RecordAdmin(SimpleHistoryAdmin):
    """A record's pages at the desk. Subclasses state their own ``fieldsets``.

    ``permanent_fields`` are fixed once the record exists. A record is not deleted while records
    under one of the names in ``kept_while_used_by`` point to it: the database would refuse, and
    telling so record by record would load them all.
    """

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    list_max_show_all = 500
    permanent_fields: tuple[str, ...] = ()
    kept_while_used_by: tuple[str, ...] = ()

    def get_fieldsets(self, request, obj=None):
        own = list(super().get_fieldsets(request, obj))
        return [*own, ORIGIN] if issubclass(self.model, Provenanced) else own

    def get_inlines(self, request, obj):
        own = list(super().get_inlines(request, obj))
        return [*own, CitationInline] if issubclass(self.model, Provenanced) else own

    def get_list_filter(self, request):
        own = list(super().get_list_filter(request))
        return [*own, "provenance"] if issubclass(self.model, Provenanced) else own

    def get_form(self, request, obj=None, change=False, **kwargs):
        # The page of a past version does not say that it changes an existing record.
        return super().get_form(request, obj, change=change or obj is not None, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        if obj is not None and not self.has_change_permission(request, obj):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        own = super().get_readonly_fields(request, obj)
        return own if obj is None else [*own, *self.permanent_fields]

    def get_view_on_site_url(self, obj=None):
        """The record's public page, or None where the public sees none."""
        if obj is None or not self.is_public(obj):
            return None
        return super().get_view_on_site_url(obj)

    def link_to_list(self, model, **lookup):
        """A link to the desk's list of another model, filtered."""
        options = model._meta
        if None in lookup.values():  # the record has not been saved yet
            return self.get_empty_value_display()
        address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        return format_html('<a href="{}?{}">{}</a>', address, urlencode(lookup), _("Show"))

    def is_public(self, obj) -> bool:
        return True

    def why_kept(self, obj) -> str:
        """Why this record is not deleted at the desk; empty where it may be."""
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

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """A past version. Reverting needs the right to change, which the library only displays."""
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            return super().history_form_view(request, object_id, version_id, extra_context)


class PartAdmin(RecordAdmin):
    """A part of another record, with its own history; reached from the record it belongs to."""

    def has_module_permission(self, request):
        return False


class PartInline(admin.TabularInline):
    """Parts on the page of the record they belong to; each leads to its own history."""

    extra = 0
    show_change_link = True


class StackedPartInline(admin.StackedInline):
    """Parts with long texts, one under the other."""

    extra = 0
    show_change_link = True
