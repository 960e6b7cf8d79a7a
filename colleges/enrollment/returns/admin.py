"""The desk's records of the annual returns, beside the pages on which they are filled in."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.records.desk import PartAdmin, RecordAdmin

from .models import Return, ReturnedFigure


@admin.register(Return)
class ReturnAdmin(RecordAdmin):
    """When a return is due, and its history; it is filled in and looked at on pages of its own."""

    list_display = ["college", "release", "state", "due_on", "sent_at"]
    list_filter = ["state", "release"]
    list_select_related = ["college", "release"]
    search_fields = ["=college__code", "college__name_zh"]
    readonly_fields = ["release", "college", "state", "open"]
    fields = ["release", "college", "state", "due_on", "open"]

    def has_add_permission(self, request):
        return False  # colleges are asked on the page of the release

    @admin.display(description=_("annual return"))
    def open(self, annual_return):
        return format_html('<a href="{}">{}</a>', annual_return.get_absolute_url(), _("Open it"))


@admin.register(ReturnedFigure)
class ReturnedFigureAdmin(PartAdmin):
    """A figure's own page, for its history; it is typed into the form of its return."""

    list_display = ["annual_return", "specialty", "level", "entry_route", "sex", "measure", "value"]
    list_select_related = [
        "annual_return__college",
        "annual_return__release",
        "specialty",
        "measure",
    ]
    fields = [
        "annual_return",
        "specialty",
        ("level", "entry_route", "sex"),
        "measure",
        ("value", "symbol"),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
