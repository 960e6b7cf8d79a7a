"""The desk's pages of conferences and the work programmes they set."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.records.desk import (
    NAME,
    PartAdmin,
    PartInline,
    RecordAdmin,
)

from .models import Conference, Item, Participation, Programme, Segment

SEGMENT_FIELDS = (("order", "kind"), ("title_zh", "title_en"), "body_zh", "body_en")
PARTICIPATION_FIELDS = (
    ("order", "role"),
    ("person_zh", "person_en"),
    ("titles_zh", "titles_en"),
    ("organization_zh", "organization_en"),
    "college",
    ("capacity_zh", "capacity_en"),
)


class SegmentInline(PartInline):
    model = Segment
    fields = SEGMENT_FIELDS


class ParticipationInline(PartInline):
    model = Participation
    fields = PARTICIPATION_FIELDS
    autocomplete_fields = ["college"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("college")


@admin.register(Conference)
class ConferenceAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "held_on", "place_zh", "publication", "provenance"]
    search_fields = ["slug", "name_zh", "name_en", "pinyin_index", "summary_zh"]
    autocomplete_fields = ["figures"]
    readonly_fields = ["programmes"]
    kept_while_used_by = ("programmes", "award_rounds")
    inlines = [SegmentInline, ParticipationInline]
    fieldsets = [
        (
            None,
            {
                "fields": [*NAME, "slug", "held_on"],
            },
        ),
        (
            _("About the conference"),
            {
                "fields": [
                    ("place_zh", "place_en"),
                    ("host_zh", "host_en"),
                    "summary_zh",
                    "summary_en",
                    "figures",
                    "programmes",
                ]
            },
        ),
    ]

    @admin.display(description=_("work programmes"))
    def programmes(self, conference):
        """The programmes that the conference set, and the way to add one."""
        if conference.pk is None:
            return _("They can be added once the conference is saved.")
        add = _("Add a work programme")
        return self.links_to(conference.programmes.all(), add, conference=conference.pk)


class ConferencePartAdmin(PartAdmin):
    list_select_related = ["conference"]
    list_filter = ["conference"]


@admin.register(Segment)
class SegmentAdmin(ConferencePartAdmin):
    list_display = ["title_zh", "kind", "order", "conference"]
    search_fields = ["title_zh", "title_en", "body_zh"]
    fieldsets = [(None, {"fields": ["conference", *SEGMENT_FIELDS]})]


@admin.register(Participation)
class ParticipationAdmin(ConferencePartAdmin):
    list_display = ["__str__", "role", "order", "conference"]
    list_select_related = ["conference", "college"]
    autocomplete_fields = ["college"]
    search_fields = ["person_zh", "person_en", "organization_zh", "organization_en"]
    fieldsets = [(None, {"fields": ["conference", *PARTICIPATION_FIELDS]})]


class ItemInline(PartInline):
    model = Item
    fields = ["tier", "order", "name_zh", "name_en", "name_en_status"]


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "conference", "slug", "provenance"]
    list_select_related = ["conference"]
    search_fields = ["slug", "name_zh", "name_en", "pinyin_index"]
    inlines = [ItemInline]
    fieldsets = [
        (
            None,
            {
                "description": _("The public sees a programme once its conference is published."),
                "fields": [*NAME, "slug", "conference"],
            },
        ),
        (_("Summary"), {"fields": ["summary_zh", "summary_en"]}),
    ]


@admin.register(Item)
class ItemAdmin(PartAdmin):
    list_display = ["name_zh", "name_en", "tier", "order", "programme"]
    list_select_related = ["programme"]
    list_filter = ["programme", "tier"]
    search_fields = ["name_zh", "name_en", "pinyin_index"]
    fieldsets = [(None, {"fields": ["programme", ("tier", "order"), *NAME]})]
