"""The desk's pages of measures and observations."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.records.desk import NAME, RecordAdmin

from .models import Measure, Observation


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "code", "kind", "order"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    kept_while_used_by = ("observations",)
    fieldsets = [
        (None, {"fields": ["code", *NAME, ("kind", "unit"), "order"]}),
        (_("Definition"), {"fields": ["definition_zh", "definition_en"]}),
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

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.release.is_open
        return is_open and super().has_change_permission(request, obj)

    def why_kept(self, obj) -> str:
        return super().why_kept(obj) if obj.release.is_open else str(_("its release is sealed"))
