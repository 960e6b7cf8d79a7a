"""Told together with others is not the same as not known."""

from __future__ import annotations

import pytest
from django.utils import translation

from colleges.chains.models import Alignment, Chain
from colleges.enrollment.figures.dimensions import DIMENSIONS
from colleges.enrollment.figures.quantities import quantities
from colleges.enrollment.models import Measure, PublishedFigure, Release
from colleges.models import College, KindSpell, Specialty

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures():
    """Of a college of which all is known, of one without a district, and of both together."""
    known, unknown = College.objects.exclude(district=None).order_by("code")[:2]
    College.objects.filter(pk=unknown.pk).update(district=None, ownership="")
    KindSpell.objects.filter(college=unknown).delete()
    serving, other = Specialty.objects.order_by("slug")[:2]
    Alignment.objects.filter(specialty__in=[serving, other]).delete()
    Alignment.objects.create(chain=Chain.objects.all()[0], specialty=serving, strength="core")
    release = Release.objects.create(year=2031)
    where = {"release": release, "measure": Measure.objects.get(code="enrolled"), "table": "leaf"}
    for number, (college, specialty, sex) in enumerate(
        ((known, serving, "female"), (unknown, other, "male"), (None, None, "undivided"))
    ):
        PublishedFigure.objects.create(
            **where,
            college=college,
            specialty=specialty,
            level="senior" if number < 2 else "undivided",
            entry_route="veteran" if number < 2 else "undivided",
            sex=sex,
            key=str(number),
            group="" if number < 2 else str(number),
            value=10 + number,
        )
    return PublishedFigure.objects.all()


@pytest.mark.parametrize("code", ["kind", "ownership", "district", "chain"])
def test_what_belongs_nowhere_and_who_is_not_told_apart_have_heads_of_their_own(figures, code):
    dimension = DIMENSIONS[code]
    cells = quantities()["enrolled"].cells(dimension.prepare(figures), [dimension.field])
    heads = dimension.in_order(value for (value,) in cells)
    assert [cells[(head.value,)].value for head in heads] == [10, 11, 12]
    assert [head.code for head in heads][1:] == ["", "undivided"]
    assert [head.is_undivided for head in heads] == [False, False, True]
    assert heads[1].label == dimension.nowhere


@pytest.mark.parametrize("code", ["college", "specialty", "sex", "level", "entry_route"])
def test_of_these_nothing_is_unknown_and_who_is_not_told_apart_comes_last(figures, code):
    dimension = DIMENSIONS[code]
    cells = quantities()["enrolled"].cells(dimension.prepare(figures), [dimension.field])
    heads = dimension.in_order(value for (value,) in cells)
    assert "" not in [head.code for head in heads]
    assert heads[-1].code == "undivided"
    assert cells[(heads[-1].value,)].value == 12
    with translation.override("zh-hans"):
        assert str(heads[-1].label) == "未分列"


def test_a_page_of_colleges_ends_with_who_is_not_told_apart():
    colleges = College.objects.order_by("pinyin", "code")[:3]
    values = {None, *(one.pk for one in colleges)}
    dimension = DIMENSIONS["college"]
    pages = [dimension.headers_of_part(values, slice(at, at + 2)) for at in (0, 2)]
    told = [[head.code for head in page] for page in pages]
    assert told == [[colleges[0].code, colleges[1].code], [colleges[2].code, "undivided"]]
