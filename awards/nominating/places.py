"""How many places a college has in a round, and how many are taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from ..models import Grant, Quota, Round


@dataclass(frozen=True)
class Places:
    """The quota of a college, if it has one, and its nominations in play by status."""

    quota: Quota | None
    counts: dict[str, int]

    @property
    def taken(self) -> int:
        return sum(self.counts.values())

    @property
    def left(self) -> int | None:
        """How many more may be nominated; None where no quota says."""
        return None if self.quota is None else max(0, self.quota.places - self.taken)

    @property
    def proposed(self) -> int:
        return self.counts.get(Grant.Status.PROPOSED, 0)

    @property
    def returned(self) -> int:
        return self.counts.get(Grant.Status.RETURNED, 0)

    @property
    def accepted(self) -> int:
        """What waits for publicity, or is there."""
        return self.taken - self.proposed - self.returned


NONE = Places(None, {})


def places_in(round_: Round, colleges: Collection[int] | None = None) -> dict[int, Places]:
    """The places of the colleges under these numbers, or of all that have any, in two queries."""
    quotas = Quota.objects.filter(round=round_).select_related("college")
    grants = Grant.objects.in_play().filter(round=round_)
    if colleges is not None:
        quotas, grants = quotas.filter(college__in=colleges), grants.filter(college__in=colleges)
    counts: dict[int, dict[str, int]] = {}
    for college, status, count in (
        grants.order_by().values_list("college", "status").annotate(Count("pk"))
    ):
        counts.setdefault(college, {})[status] = count
    by_college = {quota.college_id: quota for quota in quotas}
    return {
        college: Places(by_college.get(college), counts.get(college, {}))
        for college in by_college.keys() | counts.keys()
    }


def places_by_round(college_id: int | None) -> list[Places]:
    """The places of a college in every round that it was invited to, the latest first."""
    quotas = Quota.objects.filter(college=college_id).select_related("round__kind", "college")
    grants = Grant.objects.in_play().filter(college=college_id)
    counts: dict[int, dict[str, int]] = {}
    for round_, status, count in (
        grants.order_by().values_list("round", "status").annotate(Count("pk"))
    ):
        counts.setdefault(round_, {})[status] = count
    ordered = quotas.order_by("-round__year", "round__kind__order", "pk")
    return [Places(quota, counts.get(quota.round_id, {})) for quota in ordered]


def places_of(round_: Round, college_id: int) -> Places:
    return places_in(round_, [college_id]).get(college_id, NONE)
