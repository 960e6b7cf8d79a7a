"""How small groups are protected in what is published, as pages tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..figures.models import Measure


class Threshold(NamedTuple):
    """The fewest persons of a measure that are told by themselves."""

    measure: Measure
    persons: int


def thresholds_now() -> list[Threshold]:
    """Those that hold for the releases that are sealed from now on."""
    return [Threshold(measure, measure.threshold) for measure in Measure.objects.all()]


def thresholds_of(protection: Mapping) -> list[Threshold]:
    """Those that a release was put out with."""
    told = protection.get("thresholds", {})
    return [Threshold(one, told[one.code]) for one in Measure.objects.all() if one.code in told]


def promise(thresholds: Iterable[Threshold]) -> str:
    """What the check before each release says of every small group, and no more than that."""
    persons = {one.persons for one in thresholds}
    if len(persons) != 1:
        return _(
            "From all that this portal publishes, every group below the threshold of its measure "
            "could as well reach it; a separate program checks this before each release."
        )
    (threshold,) = persons
    return _(
        "From all that this portal publishes, every group of 1 to %(most)d could as well be "
        "%(threshold)d or more; a separate program checks this before each release."
    ) % {"most": threshold - 1, "threshold": threshold}
