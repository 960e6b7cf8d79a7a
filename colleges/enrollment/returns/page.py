"""A college's figures as the release has them: what its reporter signs off."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any

from django.db.models import Q

from colleges.models import Specialty

from ..figures.models import Measure, Observation, Release
from ..figures.quantities import Cell
from ..figures.tables import year_table
from .models import Return

FIGURE = ("value", "symbol")


def observations_of_page(annual_return: Return):
    """The college's public figures with those of the return's release in their year's place."""
    release = annual_return.release
    others = Release.objects.current().exclude(year=release.year)
    is_shown = Q(release=release) | Q(release__in=others.values("pk"))
    return Observation.objects.filter(is_shown, college=annual_return.college_id)


def digest_of_page(annual_return: Return) -> str:
    """The same as long as the release says the same of the college."""
    college = annual_return.college_id
    rows = Observation.objects.filter(release=annual_return.release_id, college=college)
    return _digest(_rows_by_college(rows)[college])


def _rows_by_college(observations) -> dict[int, list[list]]:
    """Keys and figures by college, in a steady order."""
    told: dict[int, list[list]] = defaultdict(list)
    key = ("specialty", "level", "entry_route", "sex", "measure")
    for college, *row in observations.order_by(*key).values_list("college", *key, *FIGURE):
        told[college].append(row)
    return told


def _digest(rows: list[list]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def is_signed_off(annual_return: Return) -> bool:
    """Whether the college agreed to what the release says of it now."""
    agreed = annual_return.signed_off_digest
    return bool(agreed) and agreed == digest_of_page(annual_return)


def signed_off_in(release: Release) -> set[int]:
    """The numbers of the colleges that agreed to what the release says of them now."""
    agreed = dict(
        release.returns.accepted()
        .exclude(signed_off_digest="")
        .values_list("college", "signed_off_digest")
    )
    told = _rows_by_college(Observation.objects.filter(release=release, college__in=agreed))
    return {college for college, digest in agreed.items() if _digest(told[college]) == digest}


def tables_of_page(annual_return: Return) -> dict[str, Any]:
    """The measures by year, and each specialty's measures of the return's own year."""
    shown = observations_of_page(annual_return)
    own = shown.filter(release=annual_return.release)
    return {
        "by_year": year_table(shown, "measure", Measure.objects.all(), has_total=False),
        "by_specialty": _by_specialty(own),
    }


def _by_specialty(observations) -> dict[str, Any]:
    measures = list(Measure.objects.all())
    cells: dict[int, dict[int, Cell]] = {}
    for specialty, measure, value, gaps in observations.sums_by("specialty", "measure"):
        cells.setdefault(specialty, {})[measure] = Cell(value, gaps)
    rows = [
        (specialty, [cells[specialty.pk].get(measure.pk, Cell()) for measure in measures])
        for specialty in Specialty.objects.filter(pk__in=cells)
    ]
    has_gaps = any(cell.missing for _specialty, of_one in rows for cell in of_one)
    return {"measures": measures, "rows": rows, "has_gaps": has_gaps}
