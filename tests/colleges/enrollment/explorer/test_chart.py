"""Each table has the picture that tells it: the same numbers, under a sentence of its own."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from colleges.chains.models import Alignment, Chain
from colleges.enrollment.explorer.answers import answer, years_of
from colleges.enrollment.explorer.chart import chart_of
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.figures.tables import release_spans
from colleges.enrollment.models import Observation, Release
from colleges.enrollment.releases import actions
from colleges.models import College, Specialty
from qingdao_techedu.ui.charts import Multiples

from .test_answers import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """Two years of two levels and sexes at three colleges."""
    publish(
        {
            (year, college, 0, level, "junior-leaver", sex, measure): (value + college, "")
            for year in (0, 1)
            for college in (0, 1, 2)
            for level in ("senior", "technician")
            for sex in ("female", "male")
            for measure, value in (("enrolled", 100), ("graduates", 50), ("employed", 45 + year))
        }
    )


def picture(query: str):
    with translation.override("en"):
        filters = ExplorerFilter(QueryDict(query))
        found = answer(filters)
        years = years_of(filters, found)
        return chart_of(found.table, years, release_spans(years))


def values(chart) -> list[list]:
    return [list(one.values) for one in chart.series]


def test_one_course_of_counts_is_columns_from_0(published):
    chart = picture("rows=level&columns=year&level=senior")
    assert (chart.kind, values(chart)) == ("columns", [[606, 606]])
    assert not chart.crop


@pytest.mark.parametrize("query", ["rows=sex&columns=year", "rows=year&columns=sex"])
def test_few_parts_over_the_years_are_stacked_whichever_way_the_table_is_laid(published, query):
    chart = picture(query)
    assert (chart.kind, chart.labels) == ("columns", ["2031", "2032"])
    assert values(chart) == [[606, 606], [606, 606]]
    assert [label for _number, label in chart.legend] == ["Female", "Male"]


def test_rates_over_the_years_are_lines_with_a_cropped_axis(published):
    chart = picture("measure=employment-rate&rows=sex&columns=year")
    assert chart.kind == "lines"
    assert "%" in chart.crop
    assert chart.series[0].sign == "%"


def test_the_largest_rows_are_drawn_and_the_others_together():
    publish({(0, 0, 0, "senior", "junior-leaver", "male", "enrolled"): (1, "")})
    college = College.objects.order_by("code")[0]
    for year in (2033, 2034):
        release = Release.objects.create(year=year, provenance="sample")
        places = {"college": college, "level": "senior", "sex": "male"}
        for number, specialty in enumerate(Specialty.objects.order_by("slug")[:9], start=1):
            for measure, value in (("enrolled", 10 * number), ("graduates", 10 * number)):
                Observation.objects.create(
                    release=release,
                    specialty=specialty,
                    measure=_measure(measure),
                    value=value,
                    entry_route="junior-leaver",
                    **places,
                )
        actions.put_seal(release)
    chart = picture("rows=specialty&columns=year&year=2033&year=2034")
    assert isinstance(chart, Multiples)
    assert chart.is_sample
    assert values(chart)[:-1] == [[90, 90], [80, 80], [70, 70], [60, 60], [50, 50], [40, 40]]
    assert values(chart)[-1] == [60, 60]  # 30 + 20 + 10
    assert chart.series[-1].label == "the other 3"
    assert "(20.0%)" in chart.title


def _measure(code: str):
    return Observation._meta.get_field("measure").related_model.objects.get(code=code)


def test_parts_of_one_year_are_bars_made_of_parts_the_largest_first(published):
    chart = picture("rows=college&columns=level&year=2032")
    assert chart.kind == "rows"
    assert values(chart) == [[204, 202, 200], [204, 202, 200]]
    assert [mark.text for mark in chart.marks if mark.role == "end"] == ["408", "404", "400"]


def test_one_column_is_plain_bars_and_rates_are_dots_on_a_scale_that_is_told(published):
    assert picture("rows=college&columns=year&year=2032").kind == "rows"
    rates = picture("measure=employment-rate&rows=college&columns=year&year=2032")
    assert {mark.kind for mark in rates.marks if mark.series} == {"dot"}
    assert rates.crop


def test_parts_that_overlap_have_no_others_and_no_share(published):
    specialty = Specialty.objects.order_by("slug")[0]
    for chain in Chain.objects.all()[:8]:
        Alignment.objects.create(chain=chain, specialty=specialty, strength="core")
    chart = picture("rows=chain&columns=year")
    assert isinstance(chart, Multiples)
    assert len(chart.charts) == 6
    assert "%" not in chart.title


def test_of_years_that_may_change_columns_are_hatched(published):
    chart = picture("rows=sex&columns=year")
    assert chart.provisional == {"2031", "2032"}
    assert not chart.is_sample
