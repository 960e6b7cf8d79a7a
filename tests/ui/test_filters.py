"""A list that is narrowed to nothing offers to drop each choice by itself."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils import translation

from qingdao_techedu.styleguide.specimens import _Specimens
from tests.pages.reading import links, page_of


def ways_out(query: str) -> list[tuple[str, str]]:
    with translation.override("en"):
        return _Specimens(QueryDict(query), queryset=ContentType.objects.none()).ways_out


def test_each_choice_can_be_dropped_and_the_others_stay():
    assert ways_out("q=welding&level=senior&level=intermediate&color=red") == [
        ("welding", "level=senior&level=intermediate"),
        ("Senior worker, Intermediate worker", "q=welding"),
    ]


@pytest.mark.parametrize("query", ["", "q=welding", "level=senior&level=intermediate"])
def test_one_choice_alone_is_dropped_with_everything(query):
    assert ways_out(query) == []


@pytest.mark.django_db
def test_a_page_that_found_nothing_shows_the_ways_out(client):
    page = page_of(client, "/en/colleges/?q=%3Cb%3Ezzz&ownership=public")
    assert "Without “&lt;b&gt;zzz”" in page
    assert {"/en/colleges/?ownership=public", "/en/colleges/?q=%3Cb%3Ezzz"} <= set(links(page))
    assert "qdjs" in page
