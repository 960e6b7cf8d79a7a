"""What enrollment brings to the pages of colleges, specialties and chains."""

from __future__ import annotations

from .models import Measure, Observation, Release
from .tables import Row, YearTable, year_table

SHOWN = ("entrants", "enrolled", "graduates")


def enrollment_of_college(college) -> dict | None:
    return _panel(Observation.objects.public().filter(college=college))


def enrollment_of_specialty(specialty) -> dict | None:
    return _panel(Observation.objects.public().filter(specialty=specialty))


def enrollment_of_chain(chain) -> dict | None:
    """Students of the specialties that serve a chain: heads, so chains must not be added up."""
    return _panel(
        Observation.objects.public().filter(specialty__in=chain.alignments.values("specialty"))
    )


def _panel(observations) -> dict | None:
    measures = Measure.objects.filter(code__in=SHOWN)
    table = year_table(observations, "measure", measures)
    if not table.years:
        return None
    releases = Release.objects.current().filter(year__in=table.years).order_by("year")
    return {"table": _without_total(table), "releases": releases}


def _without_total(table: YearTable) -> YearTable:
    """Entrants, students and graduates are never added to each other."""
    return YearTable(table.years, table.rows, Row(None, []))
