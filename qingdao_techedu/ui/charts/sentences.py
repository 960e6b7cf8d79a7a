"""The sentence above a chart: what its newest figure is, and how it came about.

Written as the yearbooks of the city write: the figure, the change in number and in per cent; of
rates the change in percentage points. Where a comparison would mislead there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Told:
    """What a sentence is about: a measure and its unit; a rate is told in per cent."""

    name: str
    unit: str
    is_rate: bool = False

    def written(self, value: float) -> str:
        """``43,900 persons``, ``94.5%``"""
        if self.is_rate:
            return f"{value:.1f}%"
        return _("%(number)s %(unit)s") % {"number": f"{value:,}", "unit": self.unit}


def latest(
    told: Told,
    years: Sequence[str],
    values: Sequence[float | None],
    incomplete: Collection[str] = (),
) -> str:
    """The newest figure and its change to the one before.

    Sums of the ``incomplete`` years leave something out, so that they are not compared.
    """
    if not years or all(value is None for value in values):
        return told.name
    year, value = years[-1], values[-1]
    words = {"name": told.name, "year": year}
    if value is None:
        return _last_known(told, years, values, words)
    words["value"] = told.written(value)
    if year in incomplete and not told.is_rate:
        return _("%(name)s in %(year)s: %(value)s (some figures are missing)") % words
    if len(years) == 1:
        return _("%(name)s in %(year)s: %(value)s") % words
    words["before"] = _year_before(year, years[-2])
    if values[-2] is None:
        return _("%(name)s in %(year)s: %(value)s; %(before)s: not known") % words
    if years[-2] in incomplete and not told.is_rate:
        return _("%(name)s in %(year)s: %(value)s; some figures of %(before)s are missing") % words
    return _changed(told, value, values[-2], words)


def extremes(
    told: Told,
    when: str,
    parts: Sequence[tuple[str, float | None]],
    *,
    is_whole: bool,
    rest: float = 0,
) -> str:
    """The largest part and its share of the whole; of rates the highest and the lowest.

    ``is_whole`` where the parts may be added to each other, together with a ``rest`` that is none
    of them. ``when`` is a year or several.
    """
    known = sorted(
        ((value, label) for label, value in parts if value is not None),
        key=lambda part: -part[0],
    )
    if not known:
        return told.name
    most, part = known[0]
    words = {"name": told.name, "year": when, "part": part, "value": told.written(most)}
    if len(known) == 1:
        return _("%(name)s in %(year)s, %(part)s: %(value)s") % words
    first = [label for value, label in known if value == most]
    if len(first) == len(known):
        return _("%(name)s in %(year)s: %(value)s in each of them") % words
    if len(first) > 1:
        words["count"] = str(len(first))
        return (
            _("%(name)s in %(year)s: %(count)s come first with %(value)s each, such as %(part)s")
            % words
        )
    if told.is_rate:
        least, other = known[-1]
        words |= {"least": told.written(least), "other": other}
        return (
            _(
                "%(name)s in %(year)s: highest is %(part)s with %(value)s, "
                "lowest %(other)s with %(least)s"
            )
            % words
        )
    if is_whole and len(known) == len(parts):
        words["share"] = _per_cent(100 * most / (rest + sum(value for value, _label in known)))
        return _("%(name)s in %(year)s: %(part)s comes first with %(value)s (%(share)s)") % words
    return _("%(name)s in %(year)s: %(part)s comes first with %(value)s") % words


def _last_known(
    told: Told, years: Sequence[str], values: Sequence[float | None], words: dict[str, str]
) -> str:
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    when, value = known[-1]
    return _("%(name)s in %(year)s: not known; %(when)s: %(value)s") % {
        **words,
        "when": when,
        "value": told.written(value),
    }


def _year_before(year: str, other: str) -> str:
    """The year before, or an earlier one by its number."""
    if year.isdecimal() and other.isdecimal() and int(year) == int(other) + 1:
        return _("the year before")
    return _("the year %(year)s") % {"year": other}


def _changed(told: Told, value: float, before: float, words: dict[str, str]) -> str:
    change = value - before
    if told.is_rate:
        return _changed_rate(round(change, 1), words)
    if not change:
        return _("%(name)s in %(year)s: %(value)s, as in %(before)s") % words
    if not before:
        words["earlier"] = told.written(before)
        return _("%(name)s in %(year)s: %(value)s; %(before)s: %(earlier)s") % words
    words["change"] = told.written(abs(change))
    words["share"] = _per_cent(100 * abs(change) / before)
    if change > 0:
        return _("%(name)s in %(year)s: %(value)s, up %(change)s (%(share)s) on %(before)s") % words
    return _("%(name)s in %(year)s: %(value)s, down %(change)s (%(share)s) on %(before)s") % words


def _changed_rate(change: float, words: dict[str, str]) -> str:
    words["change"] = f"{abs(change):.1f}"
    if not change:
        return _("%(name)s in %(year)s: %(value)s, as in %(before)s") % words
    if change > 0:
        return (
            _("%(name)s in %(year)s: %(value)s, up %(change)s percentage points on %(before)s")
            % words
        )
    return (
        _("%(name)s in %(year)s: %(value)s, down %(change)s percentage points on %(before)s")
        % words
    )


def _per_cent(share: float) -> str:
    """With one digit after the point; what would be rounded to nothing is told as less."""
    return _("less than 0.1%") if 0 < share < 0.05 else f"{share:.1f}%"
