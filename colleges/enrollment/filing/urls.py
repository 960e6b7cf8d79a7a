"""The addresses of the import at the desk, below those of the releases there."""

from __future__ import annotations

from django.urls import path

from . import views

IMPORT = "<int:number>/import"

urlpatterns = [
    path(f"{IMPORT}/", views.figures_import, name="enrollment_release_import"),
    path(f"{IMPORT}/<int:file>/", views.figures_import_file, name="enrollment_release_import_file"),
    path(
        f"{IMPORT}/template.<slug:suffix>",
        views.figures_template_file,
        name="enrollment_release_template",
    ),
    path(f"{IMPORT}/now.csv", views.figures_now, name="enrollment_release_now"),
]
