"""The reported figures and their passports: as reported, with our own sums beside them."""

from __future__ import annotations

import re

import pytest

from colleges.enrollment.models import Release
from colleges.models import College
from qingdao_techedu.facts.models import ReportedFigure
from tests.pages.reading import links, page_of, parts, rows, words

pytestmark = pytest.mark.django_db
ENROLLED = "/figures/qingdao-2024-enrolled/"
OWN_SUM = "/enrollment/?measure=enrolled&year=2024"


def facts(page: str) -> dict[str, str]:
    """The passport's terms and what stands beside each."""
    listed = parts(page, '<dl class="facts"')[0]
    pairs = zip(parts(listed, "<dt"), parts(listed, "<dd"), strict=True)
    return {words(term): words(meaning) for term, meaning in pairs}


def test_a_passport_tells_what_the_figure_is(client):
    told = facts(page_of(client, f"/en{ENROLLED}"))
    assert told.pop("Definition")
    assert told == {
        "About": "Qingdao",
        "Period": "2024",
        "As reported": "43,900 persons",
        "Precision": "rounded",
    }


def test_a_passport_names_its_source_and_where_it_was_quoted(client):
    page = page_of(client, ENROLLED)
    told = words(page.partition('id="sources"')[2].partition("</section>")[0])
    for part in ("大众日报·大众新闻客户端", "青岛召开全市技工教育工作会议", "2024年4月24日"):
        assert part in told
    assert "/conferences/2024-technical-education-work-conference/" in links(page)


def test_a_passport_lays_our_own_sum_beside_the_figure_and_calls_it_a_sample(client):
    page = page_of(client, ENROLLED)
    (own,) = rows(page)
    assert own.endswith("43,900 示例数据")
    assert OWN_SUM in links(page)


def test_our_own_sum_is_the_total_of_the_table_that_it_leads_to(client, correct):
    def one_more(figures):
        first = figures.of_measure("enrolled").first()
        figures.filter(pk=first.pk).update(value=first.value + 1)

    correct(2024, one_more)
    assert rows(page_of(client, ENROLLED))[0].endswith("43,901 示例数据")
    assert client.get(OWN_SUM).context["table"].totals.cells[0].value == 43_901


def test_our_own_sum_leaves_out_a_college_that_is_not_public(client):
    College.objects.filter(code="sample-01").update(publication="draft")
    (own,) = rows(page_of(client, ENROLLED))
    total = client.get(OWN_SUM).context["table"].totals.cells[0].value
    assert total < 43_900
    assert f" {total:,} " in own


def test_the_reported_figure_stands_when_our_sum_is_gone(client):
    Release.objects.filter(year=2024).update(published_at="2999-01-01T00:00+08:00")
    page = page_of(client, ENROLLED)
    assert not rows(page)
    assert words(parts(page, '<p class="figure-large"')[0]) == "4.39 万人 (43,900)"


def test_the_number_of_colleges_is_reported_and_not_counted(client):
    page = page_of(client, "/en/figures/qingdao-2024-colleges/")
    assert words(parts(page, '<p class="figure-large"')[0]) == "19 colleges"
    assert rows(page) == [
        "Colleges known by name in this register 6 Press",
        "Sample colleges in this register 19 Sample data",
    ]


def test_a_figure_in_ten_thousands_is_given_in_full_too(client):
    figure = "figures/china-2001-enrolled/"
    english, chinese = page_of(client, f"/en/{figure}"), page_of(client, f"/{figure}")
    large = '<p class="figure-large"'
    assert words(parts(english, large)[0]) == "1.347 million persons (1,347,000)"
    assert words(parts(chinese, large)[0]) == "134.7 万人 (1,347,000)"
    assert facts(chinese)["报道原值"] == "134.7 万人"


def test_every_figure_has_a_passport_that_the_list_leads_to(client):
    found = links(page_of(client, "/figures/"))
    figures = ReportedFigure.objects.all()
    assert len(figures) > 90
    assert {figure.get_absolute_url() for figure in figures} <= set(found)


def test_the_list_names_a_source_for_every_figure(client):
    page = page_of(client, "/figures/")
    figures = [row for row in parts(page, "<tr") if "<td" in row]
    assert len(figures) == ReportedFigure.objects.count()
    assert not [line for line in rows(page) if re.search(r"\bNone\b", line)]
