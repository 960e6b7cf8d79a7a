"""The address of the API's documentation; the API itself speaks no language of the address."""

from __future__ import annotations

from django.urls import path

from . import documentation

urlpatterns = [path("api/v1/docs", documentation.api_documentation, name="api_documentation")]
