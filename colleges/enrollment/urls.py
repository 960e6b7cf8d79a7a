"""The addresses of the figures, of their releases, and of the returns at the desk."""

from __future__ import annotations

from django.urls import include, path

from . import release_views, views

RELEASE = "enrollment/releases/<int:year>/<int:version>"

urlpatterns = [
    path("enrollment/", views.enrollment, name="enrollment"),
    path("enrollment/table.<slug:suffix>", views.enrollment_table, name="enrollment_table"),
    path("enrollment/number/", views.enrollment_number, name="enrollment_number"),
    path("enrollment/releases/", release_views.release_list, name="release_list"),
    path(f"{RELEASE}/", release_views.release_detail, name="release"),
    path(f"{RELEASE}/changes/", release_views.release_changes, name="release_changes"),
    path(f"{RELEASE}.<str:suffix>", release_views.release_file, name="release_file"),
    path("admin/returns/", include("colleges.enrollment.returns.urls")),
]
