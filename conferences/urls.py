"""The addresses of the conferences and of the programmes that they set."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("conferences/", views.conference_list, name="conference_list"),
    path("conferences/<slug:slug>/", views.conference_detail, name="conference_detail"),
    path("programmes/<slug:slug>/", views.programme_detail, name="programme_detail"),
]
