"""A reported figure is told as it was reported, never more."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
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
