"""The addresses of public histories, of previews, and of what is kept of a form at the desk."""

from __future__ import annotations

from django.urls import path

from . import previews, views

urlpatterns = [
    path("changes/<slug:kind>/<path:key>/", views.record_history, name="record_history"),
    path("preview/<secret:token>/", previews.preview, name="preview"),
    path("admin/keep/", views.keep_form, name="keep_form"),
    path("admin/forget/", views.forget_form, name="forget_form"),
]
