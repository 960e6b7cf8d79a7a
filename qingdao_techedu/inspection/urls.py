"""The address of the inspection board at the desk."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [path("admin/inspection/", views.inspection_board, name="inspection_board")]
