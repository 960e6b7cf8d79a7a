"""The one address of a page among all that show it, for search engines, and the other language.

A list has one address however it is narrowed or sorted, since there is no end of questions; its
second page has one of its own, since it shows other records. Pages that no engine may show have
none: they would name what is to stay quiet, or the key in the link of a preview.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from .discretion import is_quiet
from .languages import ENGLISH, active

PREFIX = "/en"


def paths(request: HttpRequest, page: Page | None = None) -> tuple[str, str] | None:
    """The canonical path in Chinese and in English; None where a page has none."""
    if hasattr(request, "preview") or is_quiet(request.path):
        return None
    chinese = request.path
    if active() == ENGLISH:
        chinese = chinese.removeprefix(PREFIX)
    # A path that began with two slashes would be another host.
    chinese = f"/{chinese.lstrip('/')}" + _number(request, page)
    return chinese, PREFIX + chinese


def _number(request: HttpRequest, page: Any) -> str:
    is_another = isinstance(page, Page) and page.number > 1 and list(request.GET) == ["page"]
    return f"?page={page.number}" if is_another else ""
