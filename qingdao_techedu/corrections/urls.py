"""The addresses of reports of errors."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("corrections/", views.correction_log, name="correction_log"),
    path("corrections/report/", views.report_error, name="report_error"),
    path("corrections/<secret:receipt>/", views.correction_detail, name="correction_detail"),
]
