"""The desk's pages of award kinds, their rounds, the rolls and the objections."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.corrections.received_pages import AnswerForm, ReceivedAdmin
from qingdao_techedu.publishing.desk.kept_acts import KeptActsPage
from qingdao_techedu.records.desk import NAME, PartAdmin, RecordAdmin
from qingdao_techedu.ui.desk_pages import page_of

from . import actions, grant_acts, round_acts
from .models import AwardKind, Grant, Objection, Quota, Round
from .verification_views import check_address

Status = Grant.Status


class ObjectionAnswerForm(AnswerForm):
    """An answer needs its outcome and its words, and is given once."""

    def clean(self):
        given = super().clean() or {}
        for name in ("outcome", "answer"):
            if name in self.fields and not (given.get(name) or "").strip():
                self.add_error(name, _("An outcome needs an answer."))
        self.refuse_answered()
        return given


@admin.register(AwardKind)
class AwardKindAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "level", "recipient", "order", "provenance"]
    list_filter = ["level", "recipient"]
    search_fields = ["slug", "name_zh", "name_en", "pinyin_index"]
    kept_while_used_by = ("rounds",)
    fieldsets = [
        (None, {"fields": [*NAME, "slug", ("level", "recipient"), "order"]}),
        (_("Description"), {"fields": ["description_zh", "description_en"]}),
    ]


class RoundStageFilter(admin.SimpleListFilter):
    """What waits for somebody."""

    title = _("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [(one.value, one.label) for one in (Round.Stage.OPEN, Round.Stage.CLOSED)]

    def queryset(self, request, queryset):
        asked = {"open": queryset.publicized_at, "closed": queryset.to_confer}
        chosen = asked.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Round)
class RoundAdmin(KeptActsPage, RecordAdmin):
    """A round's facts; what happens to it is done on its page of publicity and conferral."""

    acts, acts_path, acts_template = round_acts.ACTS, "life", "awards/desk_round.html"
    acts_title = _("Publicity and conferral")
    list_display = ["kind", "year", "stage", "conference", "conferred_on", "publication"]
    list_display_links = ["kind", "year"]
    list_filter = [RoundStageFilter, "kind", "year"]
    list_select_related = ["kind", "conference"]
    search_fields = ["=year", "kind__name_zh", "kind__name_en", "kind__pinyin_index"]
    date_hierarchy = "publicity_from"
    readonly_fields = ["stage", "roll", "life"]
    kept_while_used_by = ("grants", "quotas", "objections")
    fieldsets = [
        (
            None,
            {"fields": ["kind", "year", "conference", "conferred_on", ("stage", "life"), "roll"]},
        ),
        (_("On the roll"), {"fields": [("shows_class", "shows_specialty")]}),
    ]

    @admin.display(description=_("roll"))
    def roll(self, round_):
        return self.link_to_list(Grant, round__id__exact=round_.pk)

    @admin.display(description=_("stage"))
    def stage(self, round_):
        return round_.stage.label

    @admin.display(description=_("publicity and conferral"))
    def life(self, round_):
        return self.link_to_acts(round_)

    def acts_context(self, record) -> dict:
        counts = dict(record.grants.order_by().values_list("status").annotate(Count("pk")))
        return {
            "counts": [(one.label, counts[one]) for one in Status if counts.get(one)],
            "objections": record.objections.all(),
        }


class GrantAdmin(KeptActsPage, RecordAdmin):
    """What becomes of a grant is done on its own page; how one is nominated, ``nominating`` says.

    Made for long rolls: no full count, no sorting by joined tables.
    """

    acts, acts_path, acts_template = grant_acts.ACTS, "life", "awards/desk_grant.html"
    acts_title = _("Certificate and acts")
    list_display = ["name", "college", "round", "number", "status", "provenance"]
    list_filter = ["status", "round__kind", "round__year"]
    list_select_related = ["round__kind", "college"]
    search_fields = ["=certificate_number", "name", "pinyin", "=college__code"]
    autocomplete_fields = ["round", "college", "specialty"]
    ordering = ["-id"]
    sortable_by = ["name", "status"]
    show_full_result_count = False
    readonly_fields = ["status", "number", "life"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Only what the roll prints: never an identity number, a student number, "
                    "a telephone number or an address."
                ),
                "fields": ["round", ("status", "number", "life")],
            },
        ),
        (
            _("Recipient"),
            {
                "fields": [
                    "name",
                    "pinyin",
                    "college",
                    "class_name",
                    "specialty",
                    "is_another_person",
                ]
            },
        ),
    ]

    def get_urls(self):
        sheet = self.admin_site.admin_view(self.certificate_view)
        own = path("<int:number>/certificate/", sheet, name="awards_grant_certificate")
        return [own, *super().get_urls()]

    def has_change_permission(self, request, obj=None):
        """What was publicized changes by acts alone."""
        is_written = obj is None or obj.is_written
        return is_written and super().has_change_permission(request, obj)

    def has_add_permission(self, request):
        """A college nominates on pages of its own, within its quota."""
        return not rules.proposes_only(request.user) and super().has_add_permission(request)

    def add_view(self, request, form_url="", extra_context=None):
        if rules.proposes_only(request.user):
            return redirect("nomination_list")
        return super().add_view(request, form_url, extra_context)

    def why_kept(self, obj) -> str:
        if not obj.is_written:
            return str(_("its life is told by acts: decline or revoke it"))
        return super().why_kept(obj)

    @admin.display(description=_("certificate number"))
    def number(self, grant):
        return grant.number or self.get_empty_value_display()

    @admin.display(description=_("certificate and acts"))
    def life(self, grant):
        return self.link_to_acts(grant)

    def acts_context(self, record) -> dict:
        return {"form_of_name": record.get_name_form_display() or record.round.form_now.label}

    def certificate_view(self, request, number: int):
        """The sheet to print, for the bureau and the recipient's own college."""
        grant = self.get_object(request, str(number))
        if grant is None or grant.status != Status.CONFERRED:
            raise Http404
        if not self.has_view_permission(request, grant):
            raise PermissionDenied
        code = check_address(request, grant.certificate_number)
        context = {"opts": self.opts, "title": _("Certificate"), "grant": grant, "code": code}
        return page_of(request, "awards/desk_certificate.html", context)


@admin.register(Quota)
class QuotaAdmin(PartAdmin):
    """A quota's own page, for its history; it is set on the page of the college's nominations."""

    list_display = ["round", "college", "places", "due_on"]
    list_select_related = ["round__kind", "college"]
    fields = ["round", "college", ("places", "due_on"), "open"]
    readonly_fields = ["open"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("nominations"))
    def open(self, quota):
        return format_html('<a href="{}">{}</a>', quota.get_absolute_url(), _("Open it"))


@admin.register(Objection)
class ObjectionAdmin(ReceivedAdmin):
    """An objection is answered here; saving with an outcome answers it."""

    form = ObjectionAnswerForm
    list_display = ["receipt", "round", "received_at", "outcome"]
    list_filter = ["outcome", "round__year"]
    list_select_related = ["round__kind"]
    search_fields = ["=receipt"]
    date_hierarchy = "received_at"
    readonly_fields = [
        "receipt",
        "received_at",
        "in_round",
        "whom",
        "text",
        "contact",
        "answered_at",
        "answered_by",
    ]
    fieldsets = [
        (None, {"fields": ["receipt", "received_at", "in_round", "whom"]}),
        (_("The objection"), {"fields": ["text", "contact"]}),
        (
            _("Answer"),
            {
                "description": _(
                    "Saving with an outcome gives the answer to whoever holds the receipt. The "
                    "contact is forgotten then."
                ),
                "fields": ["outcome", "answer", ("answered_at", "answered_by")],
            },
        ),
    ]

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or not obj.is_answered
        return is_open and super().has_change_permission(request, obj)

    @admin.display(description=_("award round"))
    def in_round(self, objection):
        address = reverse("admin:awards_round_life", args=[objection.round_id])
        return format_html('<a href="{}">{}</a>', address, objection.round)

    def save_model(self, request, obj, form, change):
        actions.answer_objection(obj, outcome=obj.outcome, answer=obj.answer, by=request.user)
