"""Of whom some people are told together with others, so that the own totals leave them out."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from .models import PublishedFigure, PublishedMember, Release
from .models.published import Table


def joined_with_others(field: str, records: Iterable[int] | QuerySet) -> QuerySet[PublishedMember]:
    """Members of groups that also have people of other records.

    ``field`` is ``college`` or ``specialty``, ``records`` are some of these.
    """
    of_several = PublishedFigure.objects.filter(
        **{one: OuterRef(one) for one in ("release", "measure", "table")},
        **{f"{field}__isnull": True},
        key=OuterRef("group"),
    )
    members = PublishedMember.objects.filter(**{f"{field}__in": records}, table=Table.LEAVES)
    return members.filter(Exists(of_several))


def joined_in_public(field: str, records: Iterable[int] | QuerySet) -> QuerySet[PublishedMember]:
    """The same in the releases that the public sees now."""
    current = Release.objects.current()
    return joined_with_others(field, records).filter(release__in=current.values("pk"))
