"""The addresses of the figures, of their releases, and of the returns at the desk."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("enrollment/", include("colleges.enrollment.explorer.urls")),
    path("enrollment/releases/", include("colleges.enrollment.releases.urls")),
    path("admin/returns/", include("colleges.enrollment.returns.urls")),
]
