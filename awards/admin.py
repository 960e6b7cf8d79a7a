"""The desk's pages of award kinds, their rounds and the rolls."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts.desk import NAME, RecordAdmin

from .models import AwardKind, Grant, Round


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


@admin.register(Round)
class RoundAdmin(RecordAdmin):
    list_display = [
        "kind",
        "year",
        "conference",
        "conferred_on",
        "roll",
        "publication",
        "provenance",
    ]
    list_display_links = ["kind", "year"]
    list_filter = ["kind", "year"]
    list_select_related = ["kind", "conference"]
    search_fields = ["=year", "kind__name_zh", "kind__name_en", "kind__pinyin_index"]
    autocomplete_fields = ["kind", "conference"]
    date_hierarchy = "publicity_from"
    readonly_fields = ["roll"]
    kept_while_used_by = ("grants",)
    fieldsets = [
        (None, {"fields": ["kind", "year", "conference", "conferred_on", "roll"]}),
        (_("On the roll"), {"fields": [("shows_class", "shows_specialty")]}),
    ]

    @admin.display(description=_("roll"))
    def roll(self, award_round):
        return self.link_to_list(Grant, round__id__exact=award_round.pk)


@admin.register(Grant)
class GrantAdmin(RecordAdmin):
    """Made for long rolls: no full count, no sorting by joined tables."""

    list_display = ["name", "college", "round", "number", "status", "provenance"]
    list_filter = ["status", "round__kind", "round__year"]
    list_select_related = ["round__kind", "college"]
    search_fields = ["=certificate_number", "name", "pinyin", "=college__code"]
    autocomplete_fields = ["round", "college", "specialty"]
    ordering = ["-id"]
    sortable_by = ["name", "status"]
    show_full_result_count = False
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Only what the roll prints: never an identity number, a student number, "
                    "a telephone number or an address."
                ),
                "fields": ["round"],
            },
        ),
        (_("Recipient"), {"fields": ["name", "pinyin", "college", "class_name", "specialty"]}),
    ]
