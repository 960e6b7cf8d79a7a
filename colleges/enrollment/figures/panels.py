"""What enrollment brings to the pages of colleges, specialties and chains, and to the home page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from colleges.models import Level
from qingdao_techedu.ui.charts import Chart, dot_matrix, line_chart, small_multiples

from .dimensions import chain_code
from .models import CityTotal, Measure, Observation
from .tables import YearTableRow, release_spans, row_series, year_table

SHOWN = ("entrants", "enrolled", "graduates")


def enrollment_of_college(college) -> dict | None:
    observations = Observation.objects.public().filter(college=college)
    panel = _panel(observations, college=college.code)
    if panel is None:
        return None
    latest = panel["table"].years[-1]
    return {**panel, "levels": _levels_chart(observations.filter(release__year=latest), latest)}


def enrollment_of_specialty(specialty) -> dict | None:
    return _panel(CityTotal.objects.public().filter(specialty=specialty), specialty=specialty.slug)


def enrollment_of_chain(chain) -> dict | None:
    """Students of the specialties that serve a chain: heads, so chains must not be added up."""
    return _panel(
        CityTotal.objects.public().filter(specialty__in=chain.alignments.values("specialty")),
        chain=chain_code(chain),
    )


def enrollment_of_city() -> dict | None:
    """Entrants, students and graduates of all colleges, as small charts of one scale."""
    panel = _panel(CityTotal.objects.public())
    if panel is None:
        return None
    table = panel["table"]
    title = _("Entrants, students and graduates by year, persons")
    pictures = small_multiples(title, table.labels, row_series(table), heading=_("Year"))
    return {**panel, "chart": pictures}


def _panel(observations, **narrowed: str) -> dict | None:
    """Measures by year; entrants, students and graduates are never added to each other.

    ``narrowed`` are the parameters that select the same observations in the explorer.
    """
    measures = Measure.objects.filter(code__in=SHOWN)
    table = year_table(observations, "measure", measures, has_total=False)
    if not table.years:
        return None
    chart = line_chart(
        _("Entrants, students and graduates by year, persons"),
        table.labels,
        row_series(table),
        table_is_beside=True,
    )
    return {
        "table": table,
        "rows": [_linked(row, table.years, narrowed) for row in table.rows],
        "query": urlencode(narrowed),
        "breakdown": urlencode({**narrowed, **_breakdown(narrowed), "year": table.years[-1]}),
        "releases": release_spans(table.years),
        "chart": chart,
    }


def _breakdown(narrowed: dict[str, str]) -> dict[str, str]:
    """What most people ask next: who studies what, at which level."""
    return {"rows": "specialty" if "college" in narrowed else "college", "columns": "level"}


def _linked(row: YearTableRow, years: list[int], narrowed: dict[str, str]) -> tuple:
    """A row's measure, and its cells with the queries of their passports."""
    measure = {"measure": row.header.code}
    queries = (urlencode({**measure, "year": year, **narrowed}) for year in years)
    return row.header, list(zip(row.cells, queries, strict=True))


def _levels_chart(observations, year: int) -> Chart | None:
    """Students of one year by the level they study for."""
    sums = list(observations.of_measure("enrolled").sums_by("level"))
    parts = [(str(Level(level).label), value) for level, value, _gaps in sums if level and value]
    if not parts:
        return None
    title = _("Students by level, %(year)s") % {"year": year}
    if any(gaps for _level, _value, gaps in sums):
        title = _("%(title)s (without figures that are not available)") % {"title": title}
    return dot_matrix(title, parts, _("Students"))
