"""The desk's pages of releases and their ledger."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from qingdao_techedu.log.looking import note_look
from qingdao_techedu.publishing.desk.kept_acts import KeptActsPage
from qingdao_techedu.records.desk import PartAdmin, PartInline, RecordAdmin

from ..figures.models import Observation, Release
from . import previewing
from .acts import ACTS
from .checklist import checklist
from .models import LedgerLine
from .preview_views import release_protection
from .protection import thresholds_now, thresholds_of

EXPLAINED = ("explanation", "note_zh", "note_en")
Status = Release.Status


class LedgerInline(PartInline):
    """The ledger: the portal compares, people explain."""

    model = LedgerLine
    fields = ("check_kind", "college", "measure", "expected", "found", *EXPLAINED)
    readonly_fields = ("check_kind", "college", "measure", "expected", "found")
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2})}}
    can_delete = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("college", "measure", "release")

    def has_change_permission(self, request, obj=None):
        return (obj is None or obj.is_open) and super().has_change_permission(request, obj)


class ReleaseStageFilter(admin.SimpleListFilter):
    """Open, waiting to be sealed, sealed, or waiting to be put out."""

    title = _("stage")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [
            ("open", pgettext("release", "open")),
            ("submitted", _("submitted for sealing")),
            ("sealed", _("sealed")),
            ("waiting", _("sealed, waits to be put out")),
        ]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen not in ("open", "submitted", "sealed", "waiting"):
            return queryset
        return getattr(queryset, chosen)()


@admin.register(Release)
class ReleaseAdmin(KeptActsPage, RecordAdmin):
    """A release while it is open; what happens to it then is done on its sealing page."""

    acts, acts_path, acts_template = ACTS, "sealing", "enrollment/desk_sealing.html"
    acts_title = _("Checklist and sealing")
    list_display = ["year", "version", "status", "stage", "published_at", "provenance"]
    list_display_links = ["year", "version"]
    list_filter = [ReleaseStageFilter, "status", "year"]
    search_fields = ["=year"]
    date_hierarchy = "published_at"
    readonly_fields = ["stage", "remark", "observations", "sealing", "sha256"]
    inlines = [LedgerInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A correction of figures that the public has seen is a new version of the "
                    "year, which says what changed."
                ),
                "fields": [
                    ("year", "version"),
                    ("status", "published_at"),
                    ("stage", "sealing"),
                    "remark",
                    "observations",
                    "sha256",
                ],
            },
        ),
        (_("What changed"), {"fields": ["change_note_zh", "change_note_en"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "status" in form.base_fields:  # withdrawing is an act, with its explanation
            status = form.base_fields["status"]
            status.choices = [one for one in status.choices if one[0] != Status.WITHDRAWN]
        return form

    def has_change_permission(self, request, obj=None):
        return (obj is None or obj.is_open) and super().has_change_permission(request, obj)

    def why_kept(self, obj) -> str:
        if not obj.is_open:
            return str(_("it is sealed or submitted"))
        if obj.observations.exists():
            return str(_("other records rest on it"))
        return super().why_kept(obj)

    @admin.display(description=_("stage"))
    def stage(self, release):
        return release.stage if release.pk else self.get_empty_value_display()

    @admin.display(description=_("observations"))
    def observations(self, release):
        shown = self.link_to_list(Observation, release__id__exact=release.pk)
        if not release.pk or not release.is_open:
            return shown
        address = reverse("admin:enrollment_release_import", args=[release.pk])
        return format_html('{} · <a href="{}">{}</a>', shown, address, _("Import figures"))

    @admin.display(description=_("sealing"))
    def sealing(self, release):
        if not release.pk:
            return self.get_empty_value_display()
        own, returns = self.link_to_acts(release), reverse("release_returns", args=[release.pk])
        return format_html('{} · <a href="{}">{}</a>', own, returns, _("Annual returns"))

    def get_urls(self):
        return [
            path("<int:number>/protection/", release_protection, name="release_protection"),
            path("", include("colleges.enrollment.filing.urls")),
            *super().get_urls(),
        ]

    def acts_view(self, request, number: int, code: str = ""):
        response = super().acts_view(request, number, code)
        self._note_look(request, number)
        return response

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        self._note_look(request, object_id)
        return response

    def _note_look(self, request, number) -> None:
        """The ledger tells figures of single colleges."""
        if str(number).isdecimal():
            found = Release.objects.filter(pk=number, ledger__isnull=False).first()
            if found is not None:
                note_look(request.user, found)

    def acts_context(self, record) -> dict:
        return {
            "items": checklist(record) if not record.is_sealed else [],
            "ledger": record.ledger.select_related("college", "measure"),
            "seen": record.submission,
            "lost": previewing.by_measure(previewing.told(record.protection.get("losses", ()))),
            "thresholds": (
                thresholds_of(record.protection) if record.protected_at else thresholds_now()
            ),
        }


@admin.register(LedgerLine)
class LedgerLineAdmin(PartAdmin):
    """A line's own page, for its history; it is explained on the page of its release."""

    list_display = ["release", "check_kind", "college", "measure", "explanation"]
    list_select_related = ["release", "college", "measure"]
    readonly_fields = ["release", "check_kind", "college", "measure", "expected", "found"]
    fields = ["release", "check_kind", "college", "measure", "expected", "found", *EXPLAINED]

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.release.is_open
        return is_open and super().has_change_permission(request, obj)
