"""The list of reported figures: where a figure comes from is said once for many."""

from __future__ import annotations

import re

import pytest

from qingdao_techedu.facts.models import ReportedFigure

pytestmark = pytest.mark.django_db


def tables(page: str) -> list[str]:
    return re.findall(r"<table.*?</table>", page, re.DOTALL)


def test_no_more_tags_than_a_reader_looks_at_stand_in_the_list(client):
    page = client.get("/figures/").content.decode()
    assert ReportedFigure.objects.public().count() > 60
    assert page.count('class="tag') <= 30


def test_figures_of_one_provenance_stand_together_under_its_name(client):
    page = client.get("/en/figures/?place=370200").content.decode()
    (table,) = tables(page)
    groups = re.findall(r'<th scope="rowgroup" colspan="4">(\w+)', table)
    assert groups == ["Official", "Press"]
    bodies = table.split("<tbody>")[1:]
    for body, provenance in zip(bodies, ["official", "press"], strict=True):
        codes = re.findall(r'href="/en/figures/([^/"]+)/"', body)
        found = set(ReportedFigure.objects.filter(code__in=codes).values_list("provenance"))
        assert found == {(provenance,)}


def test_one_provenance_for_all_is_said_in_the_caption_and_for_one_row_beside_it(client):
    page = client.get("/en/figures/?place=370200&provenance=press").content.decode()
    (table,) = tables(page)
    assert "<caption>All from press reports</caption>" in table
    assert "rowgroup" not in table
    assert 'class="tag' not in table
    one = client.get("/en/figures/?place=370900").content.decode()
    assert tables(one)[0].count('class="tag tag-press"') == 1


def test_a_figure_s_page_says_below_its_heading_where_it_comes_from(client):
    page = client.get("/en/figures/qingdao-2024-enrolled/").content.decode()
    head = page[page.index("<h1>") : page.index("</header>", page.index("<h1>"))]
    assert "From press reports" in head
    assert "2024" in head
