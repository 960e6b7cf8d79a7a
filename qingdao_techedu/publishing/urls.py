"""The addresses of public histories, of previews, and of what is kept of a form at the desk."""

from __future__ import annotations

from django.urls import include, path

from . import previews

urlpatterns = [
    path("changes/", include("qingdao_techedu.publishing.history.urls")),
    path("preview/<secret:token>/", previews.preview, name="preview"),
    path("admin/", include("qingdao_techedu.publishing.desk.urls")),
]
