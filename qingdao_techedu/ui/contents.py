"""What a page holds, read from its own headings: parts that other rooms bring are listed too."""

from __future__ import annotations

import re

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

LONG_PAGE = 4  # parts, from which a list of them helps more than it takes room
HEADING = re.compile(
    r'<h2 id="(?P<id>[^"]+)"(?: data-short="(?P<short>[^"]*)")?[^>]*>(?P<title>.*?)</h2>', re.DOTALL
)


def parts_of(page: str) -> list[tuple[SafeString, SafeString]]:
    """The id and the name of each second-level heading that has an id, in the order of the page.

    Both are as they stand in the page, escaped by the template that wrote them.
    """
    return [
        (mark_safe(found["id"]), mark_safe(found["short"] or strip_tags(found["title"]).strip()))  # noqa: S308
        for found in HEADING.finditer(page)
    ]
