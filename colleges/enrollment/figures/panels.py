"""What enrollment brings to the pages of colleges, specialties and chains, and to the home page."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from qingdao_techedu.ui.charts import Chart, Series, column_chart, line_chart, share_bar
from qingdao_techedu.ui.charts.sentences import extremes, latest

from .dimensions import chain_code
from .drawing import in_years, incomplete, left_out, said_of, subtitle, told_of
from .joined import joined_in_public
from .models import CityTotal, Measure, PublishedFigure
from .models.published import UNDIVIDED, PublishedLevel
from .tables import YearTable, YearTableRow, release_spans, year_table

SHOWN = ("entrants", "enrolled", "graduates")


def enrollment_of_college(college) -> dict | None:
    figures = PublishedFigure.objects.public().leaves().filter(college=college)
    panel = _panel(
        figures,
        _joined("college", [college.pk]),
        _("%(years)s: some students are told together with other colleges and not counted here."),
        college=college.code,
    )
    if panel is None:
        return None
    year = panel["table"].years[-1]
    levels = _levels_chart(figures.filter(release__year=year), panel, year)
    return {**panel, "levels": levels}


def enrollment_of_specialty(specialty) -> dict | None:
    return _panel(
        CityTotal.objects.public().filter(specialty=specialty),
        _joined("specialty", [specialty.pk]),
        _told_with_other_specialties(),
        specialty=specialty.slug,
    )


def enrollment_of_chain(chain) -> dict | None:
    """Students of the specialties that serve a chain: heads, so chains must not be added up."""
    specialties = set(chain.alignments.values_list("specialty", flat=True))
    return _panel(
        CityTotal.objects.public().filter(specialty__in=specialties),
        _joined("specialty", specialties),
        _told_with_other_specialties(),
        chain=chain_code(chain),
    )


def enrollment_of_city() -> dict | None:
    """The students of all colleges over the years."""
    return _panel(CityTotal.objects.public())


def _told_with_other_specialties() -> str:
    return _(
        "%(years)s: some students are told together with other specialties and not counted here."
    )


def _joined(field: str, records: Collection[int]) -> set[tuple[int, int]]:
    """The measures and years of which some people are told together with those of others."""
    members = joined_in_public(field, records).filter(measure__code__in=SHOWN)
    return set(members.values_list("measure", "release__year").distinct())


def _panel(
    figures, joined: Collection[tuple[int, int]] = (), remark: str = "", **narrowed: str
) -> dict | None:
    """Measures by year; entrants, students and graduates are never added to each other.

    ``remark`` says of the years in ``joined`` who is left out. ``narrowed`` are the parameters
    that select the same figures in the explorer.
    """
    measures = Measure.objects.filter(code__in=SHOWN)
    table = year_table(figures, "measure", measures, has_total=False, joined=joined)
    if not table.years:
        return None
    releases = release_spans(table.years)
    said = said_of(releases)
    stocks = [row for row in table.rows if row.header.kind == Measure.Kind.STOCK]
    flows = [row for row in table.rows if row.header.kind == Measure.Kind.FLOW]
    return {
        "table": table,
        "remark": remark % {"years": in_years(table.years_joined)} if table.years_joined else "",
        "rows": [_linked(row, table.years, narrowed) for row in table.rows],
        "query": urlencode(narrowed),
        "breakdown": urlencode({**narrowed, **_breakdown(narrowed), "year": table.years[-1]}),
        "releases": releases,
        "said": said,
        "stock": _stock_chart(table, stocks[0], said) if stocks else None,
        "flows": _flows_chart(table, flows, said) if flows else None,
    }


def _breakdown(narrowed: dict[str, str]) -> dict[str, str]:
    """What most people ask next: who studies what, at which level."""
    return {"rows": "specialty" if "college" in narrowed else "college", "columns": "level"}


def _linked(row: YearTableRow, years: list[int], narrowed: dict[str, str]) -> tuple:
    """A row's measure, and its cells with the queries of their passports."""
    measure = {"measure": row.header.code}
    queries = (urlencode({**measure, "year": year, **narrowed}) for year in years)
    return row.header, list(zip(row.cells, queries, strict=True))


def _stock_chart(table: YearTable, row: YearTableRow, said: dict) -> Chart:
    """Students as columns."""
    return column_chart(
        _sentence(table, row),
        table.labels,
        _series(row),
        subtitle=subtitle(told_of(row.header), table.years),
        heading=_("Year"),
        table_is_beside=True,
        **said,
    )


def _flows_chart(table: YearTable, rows: list[YearTableRow], said: dict) -> Chart:
    """Entrants and graduates as lines: a tenth of the students, they need an axis of their own."""
    return line_chart(
        _("; ").join(_sentence(table, row) for row in rows),
        table.labels,
        [_series(row) for row in rows],
        subtitle=" · ".join([rows[0].header.get_unit_display(), in_years(table.years)]),
        note=_("scale of its own"),
        heading=_("Year"),
        table_is_beside=True,
        **said,
    )


def _sentence(table: YearTable, row: YearTableRow) -> str:
    values = [cell.value for cell in row.cells]
    gaps = incomplete(table.labels, row.cells)
    return latest(told_of(row.header), table.labels, values, gaps)


def _series(row: YearTableRow) -> Series:
    return Series(str(row.header), [cell.value for cell in row.cells])


def _levels_chart(figures, panel: dict, year: int) -> Chart | None:
    """Students of one year by the level they study for."""
    sums = list(figures.of_measure("enrolled").sums_by("level"))
    parts = {level: value for level, value, _gaps in sums if level and value}
    if not parts:
        return None
    row = next(row for row in panel["table"].rows if row.header.code == "enrolled")
    cell, told = row.cells[-1], told_of(row.header)
    labeled = [(str(PublishedLevel(level).label), value) for level, value in parts.items()]
    # Nobody studies for a level that is not told apart: it is no answer to which comes first.
    is_told = parts.get(UNDIVIDED, 0) < max(parts.values())
    compared = labeled if is_told else [one for one in labeled if one[1] != parts[UNDIVIDED]]
    return share_bar(
        extremes(told, str(year), compared, is_whole=is_told and not cell.is_partial),
        labeled,
        told.name,
        subtitle=subtitle(told, [year]),
        note=left_out(gaps=cell.missing, is_joined=cell.is_joined),
        is_sample=panel["said"]["is_sample"],
    )
