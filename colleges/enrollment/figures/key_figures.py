"""Students for the lists and pages of colleges and chains: of each the latest year published."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from colleges.chains.models import Alignment, Chain
from colleges.models import College
from qingdao_techedu.dates.partial import spoken
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.key_figures import KeyFigure
from qingdao_techedu.ui.numbers import Amount, amount

from .dimensions import chain_code
from .drawing import left_out
from .joined import joined_in_public
from .models import CityTotal, CollegeTotal, Release
from .models.published import NOT_TOLD_APART

ENROLLED = "enrolled"


class _Year(NamedTuple):
    """The students of one record in one year.

    ``gaps`` of their leaves have no value; ``is_joined`` where some of them are told together with
    those of other records, and are not in the value.
    """

    record: int
    year: int
    provenance: str
    status: str
    value: int | None
    gaps: int
    is_joined: bool = False

    @property
    def is_whole(self) -> bool:
        return not self.gaps and not self.is_joined


def students_of(colleges: Collection[College]) -> dict[int, KeyFigure]:
    """The students of each college that has any published; two queries, however many they are."""
    sums = CollegeTotal.objects.public().filter(college__in=[one.pk for one in colleges])
    narrowed = {one.pk: {"college": one.code} for one in colleges}
    return _key_figures(sums, joined_in_public("college", narrowed), "college", narrowed)


def students_of_chains(chains: Collection[Chain]) -> dict[int, KeyFigure]:
    """The students of the specialties that serve each chain, in heads: chains are never added."""
    path = "specialty__alignments__chain"
    sums = CityTotal.objects.public().filter(**{f"{path}__in": [one.pk for one in chains]})
    narrowed = {one.pk: {"chain": chain_code(one)} for one in chains}
    specialties = Alignment.objects.filter(chain__in=narrowed).values("specialty")
    members = joined_in_public("specialty", specialties).filter(**{f"{path}__in": narrowed})
    return _key_figures(sums, members, path, narrowed)


def _key_figures(
    sums, members, path: str, narrowed: dict[int, dict[str, str]]
) -> dict[int, KeyFigure]:
    """Of each record at ``path``; ``narrowed`` are the parameters that select it in a passport.

    ``members`` are the groups in which students of the records are told together with others.
    """
    fields = (path, "release__year", "release__provenance", "release__status")
    joined = set(members.filter(measure__code=ENROLLED).values_list(*fields).distinct())
    told = {row[:4]: row[4:] for row in sums.of_measure(ENROLLED).sums_by(*fields)}
    years = [
        _Year(*(*of, *told.get(of, (None, 0)), of in joined)) for of in sorted({*told, *joined})
    ]
    found = {}
    for key, of_record in groupby(years, lambda one: one.record):
        *earlier, latest = of_record
        if latest.value is not None or latest.is_joined:
            found[key] = _key_figure(latest, earlier[-1] if earlier else None, narrowed[key])
    return found


def _key_figure(latest: _Year, before: _Year | None, narrowed: dict[str, str]) -> KeyFigure:
    asked = {"measure": ENROLLED, "year": latest.year, **narrowed}
    change, rate = _change(latest, before)
    return KeyFigure(
        _amount(latest),
        spoken(str(latest.year)),
        f"{reverse('enrollment_number')}?{urlencode(asked)}",
        Provenance(latest.provenance),
        change,
        rate,
        _remark(latest),
    )


def _amount(year: _Year) -> Amount:
    if year.value is None:
        return Amount(str(NOT_TOLD_APART), "")
    return amount(Decimal(year.value), pgettext("unit", "persons"))


def _change(latest: _Year, before: _Year | None) -> tuple[int | None, float | None]:
    """The difference from the year before and its rate, where both years are known in full."""
    if (
        before is None
        or before.year != latest.year - 1
        or not (before.is_whole and latest.is_whole)
    ):
        return None, None
    change = (latest.value or 0) - (before.value or 0)
    return change, 100 * change / before.value if before.value else None


def _remark(year: _Year) -> str:
    words = []
    if year.status == Release.Status.PROVISIONAL:
        words.append(str(Release.Status.PROVISIONAL.label))
    words.append(left_out(gaps=year.gaps, is_joined=year.is_joined))
    return _(", ").join(filter(None, words))
