"""What a visit costs: the pages are for phones on slow lines too."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.pages.addresses import PAGES

pytestmark = pytest.mark.django_db
FIRST_VISIT, STYLE, SCRIPT, NEXT_PAGE = 30_000, 15_000, 2_000, 15_000  # bytes, compressed
LOADED = re.compile(r'(?:href|src)="/static/([^"]+)"')
PICTURE = re.compile(r'url\("(?!data:)([^"]+)"\)')


def sent(client, address: str) -> bytes:
    """A page as it goes over the line."""
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    return response.content


def files_of(page: str) -> dict[str, bytes]:
    """The static files that a page loads, with the pictures of its own style sheets."""
    found = {}
    for name in LOADED.findall(page):
        found[name] = Path(finders.find(name)).read_bytes()
        if name.endswith(".css") and name.startswith("ui/"):
            for picture in PICTURE.findall(found[name].decode()):
                path = f"ui/{picture}"
                found[path] = Path(finders.find(path)).read_bytes()
    return found


@pytest.mark.parametrize("address", ["/", "/en/"])
def test_the_first_visit_is_light(client, address):
    page = sent(client, address)
    files = files_of(gzip.decompress(page).decode())
    assert "ui/shore.svg" in files
    sizes = {name: len(gzip.compress(content)) for name, content in files.items()}
    assert len(page) + sum(sizes.values()) <= FIRST_VISIT
    assert sum(size for name, size in sizes.items() if name.endswith(".css")) <= STYLE
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= SCRIPT


@pytest.mark.parametrize("address", PAGES)
def test_the_next_page_is_lighter(client, address):
    assert len(sent(client, address)) <= NEXT_PAGE
