"""The addresses of the style guide."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("styleguide/", views.overview, name="styleguide"),
    path("styleguide/<slug:page>/", views.whole_page, name="styleguide_page"),
]
