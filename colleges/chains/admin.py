"""The desk's pages of industrial chains and the specialties that serve them."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.records.desk import NAME, VALIDITY, PartInline, RecordAdmin

from .models import Alignment, Chain, ChainScheme


class ChainInline(PartInline):
    model = Chain
    fields = ["order", "group", "name_zh", "name_en", "name_en_status", "slug", "provenance"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("scheme")


class AlignmentInline(PartInline):
    model = Alignment
    autocomplete_fields = ["specialty"]
    fields = ["specialty", "strength", "evidence_zh", "reviewed_on", "provenance"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("specialty", "chain")


@admin.register(ChainScheme)
class ChainSchemeAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "code", *VALIDITY, "chain_count", "provenance"]
    search_fields = ["code", "name_zh", "name_en", "pinyin_index"]
    kept_while_used_by = ("chains",)
    inlines = [ChainInline]
    fieldsets = [
        (None, {"fields": ["code", *NAME, VALIDITY]}),
        (_("Authority"), {"fields": ["authority_zh", "authority_en"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_chain_count()

    @admin.display(description=_("chains"), ordering="chain_count")
    def chain_count(self, scheme):
        return scheme.chain_count


@admin.register(Chain)
class ChainAdmin(RecordAdmin):
    list_display = ["name_zh", "name_en", "scheme", "order", "group", "provenance"]
    list_filter = ["scheme", "group"]
    list_select_related = ["scheme"]
    search_fields = ["name_zh", "name_en", "pinyin_index", "slug"]
    kept_while_used_by = ("alignments",)
    inlines = [AlignmentInline]
    fieldsets = [(None, {"fields": ["scheme", "order", "group", *NAME, "slug"]})]


@admin.register(Alignment)
class AlignmentAdmin(RecordAdmin):
    list_display = ["specialty", "chain", "strength", "reviewed_on", "provenance"]
    list_display_links = ["specialty", "chain"]
    list_filter = ["strength", "chain__scheme"]
    list_select_related = ["specialty", "chain"]
    search_fields = ["specialty__name_zh", "specialty__name_en", "chain__name_zh", "chain__name_en"]
    autocomplete_fields = ["specialty", "chain"]
    date_hierarchy = "reviewed_on"
    fieldsets = [
        (None, {"fields": ["specialty", "chain", "strength", "reviewed_on"]}),
        (_("Evidence"), {"fields": ["evidence_zh", "evidence_en"]}),
    ]
