"""The addresses at which a form of the desk is kept and forgotten."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("keep/", views.keep_form, name="keep_form"),
    path("forget/", views.forget_form, name="forget_form"),
]
