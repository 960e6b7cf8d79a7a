"""A college's figures as the public will see them: what its reporter signs off."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db.models import Q

from colleges.models import Specialty

from ..models import Measure, Observation, Release, Return
from ..tables import year_table


def observations_of_page(annual_return: Return):
    """The college's public figures with those of the return's release in their year's place."""
    release = annual_return.release
    others = Release.objects.current().exclude(year=release.year)
    is_shown = Q(release=release) | Q(release__in=others.values("pk"))
    return Observation.objects.filter(is_shown, college=annual_return.college_id)


def digest_of_page(annual_return: Return) -> str:
    """The same as long as the release says the same of the college."""
    rows = Observation.objects.filter(
        release=annual_return.release_id, college=annual_return.college_id
    )
    told = rows.order_by("specialty", "level", "entry_route", "sex", "measure").values_list(
        "specialty", "level", "entry_route", "sex", "measure", "value", "symbol"
    )
    return hashlib.sha256(json.dumps([*map(list, told)]).encode()).hexdigest()


def is_signed_off(annual_return: Return) -> bool:
    """Whether the college agreed to what the release says of it now."""
    agreed = annual_return.signed_off_digest
    return bool(agreed) and agreed == digest_of_page(annual_return)


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
    sums: dict[int, dict[int, int | None]] = {}
    for specialty, measure, value, _gaps in observations.sums_by("specialty", "measure"):
        sums.setdefault(specialty, {})[measure] = value
    rows = [
        (specialty, [sums[specialty.pk].get(measure.pk) for measure in measures])
        for specialty in Specialty.objects.filter(pk__in=sums)
    ]
    return {"measures": measures, "rows": rows}
