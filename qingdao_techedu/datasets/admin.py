"""The desk's page of permalinks: looked at, changed by nobody."""

from __future__ import annotations

from django.contrib import admin

from .models import Permalink


@admin.register(Permalink)
class PermalinkAdmin(admin.ModelAdmin):
    list_display = ["code", "kind", "made_at", "query"]
    list_filter = ["kind"]
    search_fields = ["code", "query"]
    date_hierarchy = "made_at"
    list_per_page = 50
    show_full_result_count = False
    fields = ["code", "kind", "made_at", "query", "digest"]
