"""A reported figure is told as it was reported, never more."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from qingdao_techedu.facts.models import ReportedFigure


@pytest.mark.parametrize(
    ("qualifier", "value", "told"),
    [
        ("exact", "43956", "4.4"),
        ("at-least", "43956", "4.39"),
        ("up-to", "43911", "4.4"),
    ],
)
def test_a_bound_is_never_shortened_beyond_what_was_claimed(qualifier, value, told):
    figure = ReportedFigure(value=Decimal(value), unit="persons", qualifier=qualifier)
    with translation.override("zh-hans"):
        assert re.findall(r"[\d.]+", figure.amount.number) == [told]
        assert figure.amount.full == f"{int(value):,}"


@pytest.mark.parametrize(
    ("qualifier", "value", "unit", "chinese", "english"),
    [
        ("at-least", 97, "percent", "97%以上", "at least 97%"),
        ("at-least", 200, "wan-persons", "200 万人以上", "at least 2.00 million persons"),
        ("about", 10_000, "persons", "约 1 万人", "about 10,000 persons"),
        ("up-to", 30, "colleges", "近 30 所", "nearly 30 colleges"),
        ("exact", 19, "colleges", "19 所", "19 colleges"),
    ],
)
def test_a_qualifier_stands_where_the_language_puts_it(qualifier, value, unit, chinese, english):
    figure = ReportedFigure(value=Decimal(value), unit=unit, qualifier=qualifier)
    for language, expected in [("zh-hans", chinese), ("en", english)]:
        with translation.override(language):
            markup = render_to_string("ui/_amount.html", {"amount": figure.amount})
        told = re.sub(r"<[^>]+>", "", markup).partition(" (")[0].strip()
        assert told == expected
