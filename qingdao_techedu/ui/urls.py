"""The addresses of the style guide."""

from __future__ import annotations

from django.urls import path

from . import styleguide

urlpatterns = [
    path("styleguide/", styleguide.overview, name="styleguide"),
    path("styleguide/<slug:page>/", styleguide.whole_page, name="styleguide_page"),
]
