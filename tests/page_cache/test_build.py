"""Pages of another build, or with another footer, have other names."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.utils import translation

from qingdao_techedu.page_cache.build import build as kept

build = kept.__wrapped__


@dataclass
class Room:
    path: str


@pytest.fixture
def tree(tmp_path, settings, monkeypatch):
    """A small portal of one room."""
    for folder in ("room", "templates", "static"):
        (tmp_path / folder).mkdir()
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    (tmp_path / "room" / "views.py").write_text("one = 1\n")
    monkeypatch.setattr(apps, "get_app_configs", lambda: [Room(str(tmp_path / "room"))])
    settings.BASE_DIR = tmp_path
    return tmp_path


def test_a_build_is_the_same_on_every_node(tree, settings, monkeypatch, tmp_path_factory):
    before = build()
    copy = tmp_path_factory.mktemp("node") / "portal"
    shutil.copytree(tree, copy)  # at another moment, under another path
    monkeypatch.setattr(apps, "get_app_configs", lambda: [Room(str(copy / "room"))])
    settings.BASE_DIR = copy
    assert build() == before


@pytest.mark.parametrize(
    "file", ["room/views.py", "room/new.html", "templates/base.html", "static/portal.css"]
)
def test_every_file_that_makes_pages_counts(tree, file):
    before = build()
    (tree / file).write_text("changed\n")
    assert build() != before


def test_libraries_and_the_footer_count(tree, settings):
    seen = {build()}
    (tree / "requirements.txt").write_text("django==5.3\n")
    seen.add(build())
    settings.SITE = {**settings.SITE, "contact": "0532-1"}
    seen.add(build())
    assert len(seen) == 3


def test_what_makes_no_page_does_not_count(tree):
    before = build()
    (tree / "room" / "notes.md").write_text("words\n")
    assert build() == before


def test_the_language_of_the_first_request_does_not_matter(tree):
    digests = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            digests.add(build())
    assert len(digests) == 1
