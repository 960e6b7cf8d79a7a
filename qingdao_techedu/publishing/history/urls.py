"""The addresses of public histories."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("<slug:kind>/<path:key>/", views.record_history, name="record_history"),
]
