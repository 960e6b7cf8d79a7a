"""The desk's pages of enrollment: measures, releases and their observations."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts.desk import NAME, RecordAdmin

from .models import Measure, Observation, Release


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "code", "kind", "order"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    permanent_fields = ("code",)
    kept_while_used_by = ("observations",)
    fieldsets = [
        (None, {"fields": ["code", *NAME, "kind", "order"]}),
        (_("Definition"), {"fields": ["definition_zh", "definition_en"]}),
    ]


@admin.register(Release)
class ReleaseAdmin(RecordAdmin):
    list_display = ["year", "version", "status", "published_at", "provenance", "observations"]
    list_display_links = ["year", "version"]
    list_filter = ["status", "year"]
    search_fields = ["=year"]
    date_hierarchy = "published_at"
    readonly_fields = ["observations"]
    kept_while_used_by = ("observations",)
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A correction of figures that the public has seen is a new version of the "
                    "year, which says what changed."
                ),
                "fields": [("year", "version"), "status", "published_at", "observations"],
            },
        ),
        (_("What changed"), {"fields": ["change_note_zh", "change_note_en"]}),
    ]

    @admin.display(description=_("observations"))
    def observations(self, release):
        return self.link_to_list(Observation, release__id__exact=release.pk)


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
