"""What disclosure control would cost a release that is not sealed yet, before anybody seals it.

Nothing is attacked here, which takes by far the longest: sealing may join a few more groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from ..disclosure.loss import Loss, losses
from ..disclosure.protection import protect
from ..disclosure.thresholds import ThresholdRule
from ..figures.models import Measure, Observation, Release
from .disclosing import collected
from .putting_out import rule_in_force, tied_to

THRESHOLDS = (3, 5, 6, 10)
AT_ONCE = 5_000  # figures that a page works on; some seconds
KEPT_FOR = 600  # seconds: who looks again does not wait again
TABLES = {
    ("college",): _("by college"),
    ("specialty",): _("by specialty"),
    ("sex",): _("by sex"),
    ("level", "sex"): _("by level and sex"),
}


class CannotBeProtected(Exception):
    """These figures contradict each other, so that nothing is worked out from them."""


@dataclass(frozen=True)
class Cost:
    """Of one measure and table, in per cent of its persons: not told apart, exact number gone."""

    measure: Measure
    table: Any
    soft: float
    strict: float


def is_large(release: Release) -> bool:
    """Whether it has more figures, with its earlier versions, than a page works on."""
    return Observation.objects.filter(release__in=_versions(release)).count() > AT_ONCE


def costs(release: Release, threshold: int | None = None) -> list[Cost]:
    """Of the year alone, at the thresholds in force or at another; kept while it is looked at.

    Raises ``CannotBeProtected``.
    """
    rule = rule_of(threshold)
    sealed = Release.objects.sealed().filter(year=release.year).count()
    thresholds = "-".join(f"{code}.{persons}" for code, persons in sorted(rule.of_measures.items()))
    of_what = f"{release.pk}-{release.submission}-{sealed}-{rule.fewest}-{thresholds}"
    kept = cache.get_or_set(
        f"cost-of-protection-{of_what}",
        lambda: [asdict(one) for one in _losses(release, _versions(release), rule)],
        KEPT_FOR,
    )
    return told(kept or [])


def costs_among_years(
    release: Release, threshold: int | None, tell: Callable[[str], None]
) -> list[Cost]:
    """The same together with the years that flows tie to it, as it is sealed: for large releases.

    Raises ``CannotBeProtected``.
    """
    years = tied_to({release.year, release.year - 1, release.year + 1})
    sealed = Release.objects.sealed().filter(year__in=years)
    releases = [*sealed.exclude(year=release.year), *_versions(release)]
    return told(map(asdict, _losses(release, releases, rule_of(threshold), tell)))


def rule_of(threshold: int | None) -> ThresholdRule:
    return rule_in_force() if threshold is None else ThresholdRule(threshold)


def told(of_tables: Iterable[Mapping[str, Any]]) -> list[Cost]:
    """What is lost by measure and main table, of losses as ``Release.protection`` keeps them."""
    known = {(one["measure"], tuple(one["fields"])): one for one in of_tables}
    return [
        Cost(measure, name, 100 * one["soft"], 100 * one["strict"])
        for measure in Measure.objects.all()
        for fields, name in TABLES.items()
        if (one := known.get((measure.code, fields)))
    ]


def by_measure(*of_rules: list[Cost]) -> list[list[tuple[Cost, ...]]]:
    """The costs at one or several rules beside each other, the tables of a measure together."""
    beside = zip(*of_rules, strict=True)
    return [list(rows) for _key, rows in groupby(beside, key=lambda row: row[0].measure.code)]


def _versions(release: Release) -> list[Release]:
    """The release with the sealed versions of its year: they are told by the same groups."""
    sealed = Release.objects.sealed().filter(year=release.year).exclude(pk=release.pk)
    return [*sealed, release]


def _losses(
    release: Release,
    releases: list[Release],
    rule: ThresholdRule,
    tell: Callable[[str], None] = lambda _doing: None,
) -> list[Loss]:
    try:
        years = protect(collected(releases), rule, progress=tell)
    except ArithmeticError as error:
        raise CannotBeProtected from error
    year = next(one for one in years if one.collected.year == release.year)
    version = next(one for one in year.collected.versions if one.number == release.version)
    return losses(year, version)
