"""How small groups are protected in what is published, as pages tell it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..figures.dimensions import DIMENSIONS
from ..figures.models import Measure, Release

Shares = list[tuple[str, list[str]]]  # of each table, in per cent of each measure

EVERYTHING = "college/specialty/level/entry_route/sex"
SEEN = 0.0005  # less than half a tenth of a per cent
KINDS = {
    "soft": gettext_lazy("Persons that the table does not tell apart"),
    "strict": gettext_lazy("Persons whose exact number is gone"),
}


class Threshold(NamedTuple):
    """The fewest persons of a measure that are told by themselves."""

    measure: Measure
    persons: int


def thresholds_now() -> list[Threshold]:
    """Those that hold for the releases that are sealed from now on."""
    return [Threshold(measure, measure.threshold) for measure in Measure.objects.all()]


def thresholds_kept() -> list[Threshold]:
    """The lowest with which anything public was put out: nothing is promised beyond them."""
    told: dict[str, int] = {}
    for protection in Release.objects.published().values_list("protection", flat=True):
        for code, persons in protection.get("thresholds", {}).items():
            told[code] = min(persons, told.get(code, persons))
    return thresholds_of({"thresholds": told}) or thresholds_now()


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


class TableLoss(NamedTuple):
    """What cannot be read of a release: one share for each table and measure.

    ``kind`` is soft or strict.
    """

    kind: str
    title: Promise
    measures: list[Measure]
    shares: Shares


class Former(NamedTuple):
    """What was published of a release before it was put out again."""

    sha256: str
    put_out_at: datetime.datetime


def losses_of(protection: Mapping) -> list[TableLoss]:
    """The persons that tables do not tell apart, and those whose exact number is gone."""
    told = {(one["measure"], "/".join(one["fields"])): one for one in protection.get("losses", [])}
    codes = {measure for measure, _fields in told}
    measures = [one for one in Measure.objects.all() if one.code in codes]
    tables = dict.fromkeys(fields for _measure, fields in told)
    return [
        TableLoss(
            kind,
            title,
            measures,
            [
                (_table(fields), [_share(told[one.code, fields][kind]) for one in measures])
                for fields in tables
            ],
        )
        for kind, title in KINDS.items()
        if told
    ]


def _table(fields: str) -> str:
    if fields == EVERYTHING:
        return _("all five together")
    return " × ".join(str(DIMENSIONS[name].label) for name in fields.split("/"))


def _share(share: float) -> str:
    """Per cent with one decimal; what is not nothing is not told as 0."""
    if not share:
        return "0"
    return "<0.1%" if share < SEEN else f"{100 * share:.1f}%"


def former_of(protection: Mapping) -> list[Former]:
    """The newest first."""
    told = protection.get("former", [])
    return [
        Former(one["sha256"], datetime.datetime.fromisoformat(one["put_out_at"]))
        for one in reversed(told)
    ]
