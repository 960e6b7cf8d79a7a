"""The desk's page of the log: read by those who audit, changed by nobody."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ["number", "at", "kind", "who", "subject", "sentence"]
    list_filter = ["kind"]
    search_fields = ["who", "subject"]
    date_hierarchy = "at"
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ("number", "at", "kind", "who", "subject", "sentence", "digest")

    def get_fields(self, request, obj=None):
        return self.readonly_fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("details"))
    def sentence(self, entry):
        return json.dumps(entry.details, ensure_ascii=False) if entry.details else ""
