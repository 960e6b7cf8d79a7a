"""Whom the bureau waits for, since when, and what total that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from colleges.models import College

from ..figures.models import Observation, Release
from ..releases.checks import MEASURE_OF_PRESENCE, year_before
from .models import Return, ReturnedFigure
from .page import signed_off_in

State = Return.State


@dataclass(frozen=True)
class Chased:
    """A return with the students of its college: last year's, and those that it gives."""

    annual_return: Return
    last: int | None
    now: int | None
    is_signed_off: bool


@dataclass(frozen=True)
class Chase:
    """All returns of a release, the missing ones first, and colleges that nobody asked."""

    release: Release
    last_release: Release | None
    rows: list[Chased]
    not_asked: list[College]

    def count(self, *states: str) -> int:
        return sum(row.annual_return.state in states for row in self.rows)

    @property
    def missing(self) -> list[Chased]:
        return [row for row in self.rows if row.annual_return.is_missing]

    @property
    def accepted_count(self) -> int:
        return self.count(State.ACCEPTED)

    @property
    def sent_count(self) -> int:
        return self.count(State.SENT)

    @property
    def accepted_total(self) -> int | None:
        """Students in accepted returns: what the release would have now."""
        return _sum(row.now for row in self.rows if row.annual_return.state == State.ACCEPTED)

    @property
    def sent_total(self) -> int | None:
        """Students in returns that wait for the bureau."""
        return _sum(row.now for row in self.rows if row.annual_return.state == State.SENT)

    @property
    def last_total(self) -> int | None:
        return _sum(row.last for row in self.rows)

    @property
    def missing_last(self) -> int | None:
        """Last year's students of the colleges whose returns are missing."""
        return _sum(row.last for row in self.missing)

    @property
    def missing_share(self) -> float | None:
        """The same in per cent of last year's students of all who were asked."""
        if not self.last_total or self.missing_last is None:
            return None
        return 100 * self.missing_last / self.last_total


def _sum(values: Iterable[int | None]) -> int | None:
    """Of the values that are known; None where there are values and none is known."""
    given = list(values)
    known = [value for value in given if value is not None]
    return sum(known) if known or not given else None


def chase(release: Release) -> Chase:
    """The returns of a release in a fixed number of queries."""
    last_release = year_before(release)
    before = _students_before(last_release)
    now = _students_now(release)
    returns = release.returns.select_related("college", "release", "sent_by", "accepted_by")
    signed = signed_off_in(release)
    rows = [
        Chased(one, before.get(one.college_id), now.get(one.pk), one.college_id in signed)
        for one in returns
    ]
    rows.sort(key=lambda row: (not row.annual_return.is_missing, -row.annual_return.days_late))
    asked = {row.annual_return.college_id for row in rows}
    return Chase(release, last_release, rows, [one for one in expected() if one.pk not in asked])


def expected():
    """The colleges that owe a return: published and open."""
    return College.objects.published().filter(status=College.Status.OPEN)


def _students_before(release: Release | None) -> dict[int, int]:
    if release is None:
        return {}
    rows = Observation.objects.filter(release=release, measure__code=MEASURE_OF_PRESENCE)
    return dict(rows.order_by().values_list("college").annotate(Sum("value")))


def _students_now(release: Release) -> dict[int, int]:
    rows = ReturnedFigure.objects.filter(
        annual_return__release=release, measure__code=MEASURE_OF_PRESENCE
    )
    return dict(rows.order_by().values_list("annual_return").annotate(Sum("value")))
