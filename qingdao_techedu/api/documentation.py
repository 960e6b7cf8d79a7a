"""The API explained to people, from the same declarations as its OpenAPI document."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def api_documentation(request):
    return render(request, "api/documentation.html", {})
