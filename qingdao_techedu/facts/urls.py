"""The addresses of the figures as they were reported."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("figures/", views.figure_list, name="figure_list"),
    path("figures/<slug:code>/", views.figure_detail, name="figure_detail"),
]
