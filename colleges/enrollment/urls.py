"""The addresses of the figures, of their releases, and of the returns at the desk."""

from __future__ import annotations

from django.urls import include, path

from .releases.views import disclosure_methodology

urlpatterns = [
    path("enrollment/", include("colleges.enrollment.explorer.urls")),
    path("enrollment/methodology/", disclosure_methodology, name="disclosure_methodology"),
    path("enrollment/releases/", include("colleges.enrollment.releases.urls")),
    path("admin/returns/", include("colleges.enrollment.returns.urls")),
]
