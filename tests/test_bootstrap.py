"""Bootstrap's style sheet is the published one, byte for byte."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from qingdao_techedu.ui.finders import BootstrapFinder

# From Bootstrap's own page of downloads, for 5.3.8.
PUBLISHED = "sha384-sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB"
STYLE_SHEET = "vendor/bootstrap/bootstrap.min.css"
SOURCE_MAP = "vendor/bootstrap/bootstrap.min.css.map"


def test_the_style_sheet_is_the_published_one():
    content = Path(finders.find(STYLE_SHEET)).read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    assert f"sha384-{digest}" == PUBLISHED


def test_the_finder_offers_the_style_sheet_and_its_map_only():
    offered = dict(BootstrapFinder().list([]))
    assert set(offered) == {STYLE_SHEET, SOURCE_MAP}
    for name, storage in offered.items():
        assert Path(storage.path(name)).is_file()
        assert storage.path(name) == finders.find(name)


def test_the_rest_of_the_package_is_not_served():
    assert BootstrapFinder().find("vendor/bootstrap/bootstrap.bundle.min.js") == []
    assert finders.find("js/bootstrap.bundle.min.js") is None


def test_pages_use_the_style_sheet(db, rf, settings):
    page = render_to_string("base.html", request=rf.get("/healthz"))
    assert f"{settings.STATIC_URL}{STYLE_SHEET}" in page
