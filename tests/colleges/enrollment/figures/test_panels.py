"""What enrollment brings to other pages: a sentence, students and flows apart, and the table."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from colleges.enrollment.figures import panels
from colleges.enrollment.models import Measure, Observation, Release
from colleges.enrollment.releases import actions
from colleges.models import College, Specialty

pytestmark = pytest.mark.django_db

FIGURES = {2031: (40, 100, 30), 2032: (44, 110, 33)}


@pytest.fixture
def college():
    return publish("official")


def publish(provenance: str, status: str = "final", figures=FIGURES) -> College:
    """Entrants, students and graduates of one college by year."""
    College.objects.update(publication="published")
    college = College.objects.order_by("code")[0]
    specialty = Specialty.objects.order_by("slug")[0]
    for year, values in figures.items():
        release = Release.objects.create(year=year, provenance=provenance, status=status)
        for measure, value in zip(panels.SHOWN, values, strict=True):
            for level, share in (("senior", 0.75), ("technician", 0.25)):
                Observation.objects.create(
                    release=release,
                    college=college,
                    specialty=specialty,
                    level=level,
                    entry_route="junior-leaver",
                    sex="male",
                    measure=Measure.objects.get(code=measure),
                    value=None if value is None else round(value * share),
                    symbol="x" if value is None else "",
                )
        actions.put_seal(release)
    return college


def brought(college: College) -> dict:
    with translation.override("zh-hans"):
        found = panels.enrollment_of_college(college)
    assert found is not None
    return found


def test_students_and_flows_have_axes_of_their_own(college):
    panel = brought(college)
    assert [one.label for one in panel["stock"].series] == ["在校生数"]
    assert [one.label for one in panel["flows"].series] == ["招生数", "毕业生数"]
    assert [mark.text for mark in panel["flows"].left.marks][-1] == "60"
    assert panel["flows"].note == "纵轴刻度单列"


def test_each_picture_says_what_it_shows(college):
    panel = brought(college)
    assert panel["stock"].title == "2032年在校生数为110人，比上年增加10人，增长10.0%"
    assert panel["flows"].title == (
        "2032年招生数为44人，比上年增加4人，增长10.0%；"
        "2032年毕业生数为33人，比上年增加3人，增长10.0%"
    )
    assert panel["levels"].title == "2032年在校生数以高级工最多，为82人，占74.5%"
    assert panel["stock"].subtitle == "在校生数 · 人 · 2031–2032年"


def test_pictures_of_sample_data_say_so_and_provisional_years_look_it():
    panel = brought(publish("sample", "provisional"))
    charts = [panel[name] for name in ("stock", "flows", "levels")]
    assert all(chart.is_sample for chart in charts)
    assert [mark.is_provisional for mark in panel["stock"].shapes if mark.kind == "bar"] == [
        True
    ] * 2


def test_figures_that_are_facts_and_final_bear_neither(college):
    panel = brought(college)
    assert not any(panel[name].is_sample for name in ("stock", "flows", "levels"))
    assert not panel["stock"].has_provisional


def test_the_newest_unknown_figure_is_said_to_be_unknown():
    panel = brought(publish("official", figures={2031: (40, 100, 30), 2032: (44, None, 33)}))
    assert panel["stock"].title == "2032年在校生数暂无数据，2031年为100人"


def test_every_number_of_the_folded_table_leads_to_its_passport(college, client):
    page = client.get(college.get_absolute_url()).content.decode()
    links = re.findall(r'class="figure-link" href="([^"]+)"', page)
    assert len(links) == 6
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_one_year_alone_is_a_table_without_pictures(client):
    college = publish("official", figures={2031: (40, 100, 30)})
    page = client.get(college.get_absolute_url()).content.decode()
    assert "chart-pair" not in page
    assert page.count('class="figure-link"') == 3


def test_the_home_page_has_one_picture_of_the_students(college, client):
    page = client.get("/").content.decode()
    assert page.count("<figure") == 1
    assert "2032年在校生数为110人，比上年增加10人，增长10.0%" in page
