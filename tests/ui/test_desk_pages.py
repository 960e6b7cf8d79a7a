"""The desk's own pages: one head, one way back, one frame."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from colleges.enrollment.models import Release

pytestmark = pytest.mark.django_db
TEMPLATES = settings.BASE_DIR / "templates"
HEADS = {"ui/desk_page.html", "publishing/kept_entries.html"}  # the second tells, and leads nowhere


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_beside_a_record_leads_back_to_the_record_and_its_list(as_role, prefix):
    release = Release.objects.create(year=2031)
    page = f"{prefix}/admin/enrollment/release/{release.pk}/"
    shown = as_role("editor").get(f"{page}sealing/").content.decode()
    way = re.search(r'<div class="breadcrumbs">(.*?)</div>', shown, re.DOTALL).group(1)
    assert re.findall(r'href="([^"]+)"', way) == [
        f"{prefix}/admin/",
        f"{prefix}/admin/enrollment/release/",
        f"{page}change/",
    ]


def test_pages_of_our_own_begin_with_the_one_head():
    ours = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if path.parent.name != "admin"
        and '{% extends "admin/base_site.html" %}' in path.read_text(encoding="utf-8")
    }
    assert ours == HEADS
