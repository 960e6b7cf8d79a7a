"""Provenance by exception: said once for all rows, and beside the rows that differ."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from qingdao_techedu.records.by_exception import said_once
from qingdao_techedu.records.provenance import Provenance


def rows(*codes):
    return [Provenance(code) for code in codes]


def rendered(template: str, **context) -> str:
    with translation.override("en"):
        return Template(template).render(Context(context)).strip()


def test_what_holds_for_all_rows_is_said_once_and_tagged_nowhere():
    page = rendered(
        "{% said_once rows as said %}{{ said.caption }}"
        "{% for row in rows %}{% provenance row said %}{% endfor %}",
        rows=rows("sample", "sample", "sample"),
    )
    assert page == "All sample data"


def test_rows_that_differ_from_most_are_tagged_and_only_they():
    page = rendered(
        "{% said_once rows as said %}{% for row in rows %}{% provenance row said %}{% endfor %}",
        rows=rows("press", "unconfirmed", "press", "press", "sample"),
    )
    assert page.count("tag-") == 2
    assert "tag-unconfirmed" in page
    assert "tag-sample" in page


@pytest.mark.parametrize("code", Provenance.values)
def test_every_provenance_has_its_sentences(code):
    alone, among = said_once(rows(code, code)), said_once(rows(code, code, "press", code))
    assert alone.caption
    assert alone.provenance == among.provenance == code
    assert (alone.caption == among.caption) == (code == "press")


def test_of_as_many_each_the_surer_is_said_and_the_sample_is_tagged():
    assert said_once(rows("sample", "press")).provenance == "press"


@pytest.mark.parametrize("few", [(), ("sample",)])
def test_no_row_and_a_row_alone_need_no_sentence(few):
    said = said_once(rows(*few))
    assert said.caption == ""
    assert not any(said.covers(row) for row in rows(*few))


def test_rows_that_lead_to_the_record_are_asked_for_it_and_may_lead_to_nothing():
    made = [SimpleNamespace(header=SimpleNamespace(record=row)) for row in rows("press", "press")]
    made.append(SimpleNamespace(header=SimpleNamespace(record=None)))
    assert said_once(made, "header.record").provenance == "press"
    assert said_once(made, "header.record").caption
    assert rendered("{% provenance nothing %}", nothing=None) == ""


def test_a_record_without_a_sentence_for_all_has_its_tag():
    assert rendered("{% provenance row %}", row=Provenance.SAMPLE) == (
        '<span class="tag tag-sample">Sample data</span>'
    )


def test_what_the_page_itself_says_is_not_said_again():
    for page, caption in (("press", ""), ("sample", "All from press reports")):
        told = rendered(
            "{% said_once rows as said %}{% with said|beyond:page as more %}"
            "{{ more.caption }}{% provenance row more %}{% endwith %}",
            rows=rows("press", "press"),
            page=Provenance(page),
            row=Provenance("press"),
        )
        assert told == caption
