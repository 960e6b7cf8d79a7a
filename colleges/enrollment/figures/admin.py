"""The desk's pages of measures and observations."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.log.looking import note_look
from qingdao_techedu.records.desk import NAME, RecordAdmin

from .models import Measure, Observation, Release


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "code", "kind", "threshold", "order"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    kept_while_used_by = ("observations",)
    fieldsets = [
        (None, {"fields": ["code", *NAME, ("kind", "unit"), "order"]}),
        (_("Definition"), {"fields": ["definition_zh", "definition_en"]}),
        (_("Disclosure control"), {"fields": ["threshold"]}),
    ]


@admin.register(Observation)
class ObservationAdmin(RecordAdmin):
    """Made for a million rows: no full count, no sorting by joined tables, no long lists."""

    list_display = [
        "college",
        "specialty",
        "level",
        "entry_route",
        "sex",
        "measure",
        "value",
        "symbol",
        "release",
    ]
    list_display_links = ["college", "specialty"]
    list_filter = ["release", "measure", "level", "entry_route", "sex", "symbol"]
    list_select_related = ["college", "specialty", "measure", "release"]
    search_fields = ["=college__code", "college__name_zh", "specialty__name_zh"]
    search_help_text = _("A college's code, or part of the name of a college or a specialty.")
    autocomplete_fields = ["release", "college", "specialty", "measure"]
    ordering = ["-id"]
    sortable_by = ["value"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "release",
                    "college",
                    "specialty",
                    ("level", "entry_route", "sex"),
                    "measure",
                ]
            },
        ),
        (
            _("Figure"),
            {
                "description": _("A value, or the symbol that says why there is none."),
                "fields": [("value", "symbol")],
            },
        ),
    ]

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        self._note_look(request, response, request.GET.get("release__id__exact"))
        return response

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        self._note_look_at(request, response, object_id)
        return response

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        self._note_look_at(request, response, object_id)
        return response

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        response = super().history_form_view(request, object_id, version_id, extra_context)
        self._note_look_at(request, response, object_id)
        return response

    def _note_look_at(self, request, response, object_id) -> None:
        if object_id and str(object_id).isdecimal():
            found = Observation.objects.filter(pk=object_id).values_list("release", flat=True)
            self._note_look(request, response, found.first())

    def _note_look(self, request, response, release) -> None:
        """Of one release, or of all where a list is not about one."""
        if response.status_code != HTTPStatus.OK:
            return
        found = Release.objects.filter(pk=release).first() if str(release).isdecimal() else None
        note_look(request.user, found or self.opts.label)

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.release.is_open
        return is_open and super().has_change_permission(request, obj)

    def why_kept(self, obj) -> str:
        return super().why_kept(obj) if obj.release.is_open else str(_("its release is sealed"))
