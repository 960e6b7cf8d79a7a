"""The addresses of the import of spreadsheets at the desk."""

from __future__ import annotations

from django.urls import path

from . import desk

urlpatterns = [
    path("admin/import/", desk.import_list, name="import_list"),
    path("admin/import/<slug:table>/", desk.import_table, name="import_table"),
    path("admin/import/<slug:table>/<int:number>/", desk.import_draft, name="import_draft"),
    path(
        "admin/import/<slug:table>/template.<slug:suffix>",
        desk.import_template,
        name="import_template",
    ),
]
