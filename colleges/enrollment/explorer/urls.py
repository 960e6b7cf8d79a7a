"""The addresses of the explorer."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.enrollment, name="enrollment"),
    path("table.<slug:suffix>", views.enrollment_table, name="enrollment_table"),
    path("number/", views.enrollment_number, name="enrollment_number"),
]
