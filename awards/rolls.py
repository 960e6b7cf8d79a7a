"""A roll as the public reads it: how many by college, at which rate, and its lines page by page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from colleges.enrollment.figures.joined import joined_in_public
from colleges.enrollment.models import CollegeTotal
from colleges.models import College

from .models import Grant, RollCount, Round

PER = 1_000  # students, of a rate
MAX_SHARES = 60  # on a page


@dataclass(frozen=True)
class Share:
    """The grants of one college. ``students`` is None where they are not published in full."""

    college_id: int
    count: int
    first_place: int
    last_place: int
    students: int | None

    @property
    def rate(self) -> float | None:
        """Grants per 1,000 students."""
        return PER * self.count / self.students if self.students else None


@dataclass(frozen=True)
class Roll:
    """What the public reads of a round now: nothing, its notice while that is open, or the roll."""

    round: Round
    shares: list[Share]

    @property
    def is_notice(self) -> bool:
        return bool(self.shares) and not self.round.is_conferred

    @cached_property
    def count(self) -> int:
        return sum(share.count for share in self.shares)

    @property
    def has_rates(self) -> bool:
        """Rates of students say something; of classes and staff they do not."""
        return self.round.kind.is_of_students and any(share.students for share in self.shares)

    @cached_property
    def overall(self) -> Share | None:
        """Sum over sum, of the colleges whose students are known."""
        known = [share for share in self.shares if share.students]
        if not known:
            return None
        return Share(
            known[0].college_id,
            sum(share.count for share in known),
            known[0].first_place,
            known[-1].last_place,
            sum(share.students or 0 for share in known),
        )

    @property
    def is_partial(self) -> bool:
        """Whether the overall rate leaves colleges out."""
        return self.overall is not None and self.overall.count < self.count

    def of(self, college: College) -> Roll:
        """The part of one college."""
        return Roll(self.round, [one for one in self.shares if one.college_id == college.pk])

    @cached_property
    def shown(self) -> list[tuple[College, Share]]:
        """The colleges in the order of the roll; of very many those with most grants."""
        shares = self.shares
        if not self.is_complete:
            shares = sorted(shares, key=lambda one: (-one.count, one.first_place))[:MAX_SHARES]
        colleges = College.objects.in_bulk([one.college_id for one in shares])
        return [(colleges[one.college_id], one) for one in shares]

    @property
    def is_complete(self) -> bool:
        """Whether every college is shown."""
        return len(self.shares) <= MAX_SHARES

    def pages(self, per_page: int) -> PlacePaginator:
        final, notice = Grant.objects.on_public_roll, Grant.objects.on_public_notice
        grants = final() if self.round.is_conferred else notice()
        lines = grants.filter(round=self.round).with_public_name()
        return PlacePaginator(lines.select_related("college", "specialty"), per_page, self.shares)


class PlacePaginator(Paginator):
    """Pages by the places on a roll: the last of a million lines costs what the first does.

    A place that was given up stays empty, so a page may hold fewer lines than ``per_page``.
    """

    def __init__(self, lines, per_page: int, shares: list[Share]) -> None:
        super().__init__(lines, per_page)
        self.lines = lines
        self.first = min((share.first_place for share in shares), default=1)
        self.last = max((share.last_place for share in shares), default=0)

    @cached_property
    def count(self) -> int:
        return self.last - self.first + 1

    def page(self, number) -> Page:
        number = self.validate_number(number)
        start = self.first + (number - 1) * self.per_page
        end = min(start + self.per_page - 1, self.last)
        return Page(list(self.lines.filter(place__range=(start, end))), number, self)


def roll_of(round_: Round) -> Roll:
    """The roll of a round as it is public now: two queries, however long it is."""
    if not round_.is_conferred and not round_.is_open:
        return Roll(round_, [])
    counts = RollCount.objects.filter(round=round_).of_public_colleges()
    rows = counts.values_list("college", "count", "first_place", "last_place")
    students = students_by_college(round_.year) if round_.kind.is_of_students else {}
    shares = [
        Share(college, count, first, last, students.get(college))
        for college, count, first, last in rows
    ]
    return Roll(round_, shares)


def students_by_college(year: int) -> dict[int, int]:
    """The students of a year where all of them are published as the college's own."""
    sums = CollegeTotal.objects.public().of_measure("enrolled").filter(release__year=year)
    whole = {
        college: value
        for college, value, gaps in sums.sums_by("college")
        if value is not None and not gaps and college is not None
    }
    members = joined_in_public("college", whole).filter(measure__code="enrolled")
    joined = set(members.filter(release__year=year).values_list("college", flat=True))
    return {college: value for college, value in whole.items() if college not in joined}
