"""The addresses of the releases on the public site."""

from __future__ import annotations

from django.urls import path

from . import views

RELEASE = "<int:year>/<int:version>"

urlpatterns = [
    path("", views.release_list, name="release_list"),
    path(f"{RELEASE}/", views.release_detail, name="release"),
    path(f"{RELEASE}/changes/", views.release_changes, name="release_changes"),
    path(f"{RELEASE}.<str:suffix>", views.release_file, name="release_file"),
]
