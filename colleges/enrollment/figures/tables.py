"""Figures laid out as a table: rows by years, with totals only where adding has a meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from .models import CityTotal, Measure, PublishedFigure, Release
from .models.published import Table
from .quantities import Cell
from .queries import OUTCOMES


@dataclass(frozen=True)
class YearTableRow:
    """One row of the table: what it is about, and a cell a year."""

    header: Any
    cells: list[Cell]


@dataclass(frozen=True)
class ReleaseSpan:
    """Releases of years in a row that are alike; ``release`` is the first of them."""

    release: Release
    until: int

    @property
    def years(self) -> str:
        """``2018–2023``, or one year alone."""
        first = self.release.year
        return str(first) if first == self.until else f"{first}–{self.until}"


def release_spans(years: Iterable[int]) -> list[ReleaseSpan]:
    """The current releases of these years, those that are alike in status and version together."""
    spans: list[ReleaseSpan] = []
    for release in Release.objects.current().filter(year__in=list(years)).order_by("year"):
        last = spans[-1] if spans else None
        if last and _kind(last.release) == _kind(release) and last.until == release.year - 1:
            spans[-1] = ReleaseSpan(last.release, release.year)
        else:
            spans.append(ReleaseSpan(release, release.year))
    return spans


def _kind(release: Release) -> tuple:
    return (release.provenance, release.status, release.version)


@dataclass(frozen=True)
class YearTable:
    """A table over years; ``total`` adds the rows within a year, never across years."""

    years: list[int]
    rows: list[YearTableRow]
    total: YearTableRow

    @property
    def labels(self) -> list[str]:
        """The years as a chart writes them."""
        return [str(year) for year in self.years]

    @property
    def has_gaps(self) -> bool:
        return bool(self.years_with_gaps)

    @property
    def years_with_gaps(self) -> list[int]:
        """The years in which a sum leaves out what has no value."""
        return [year for year, cells in self._by_year() if any(cell.missing for cell in cells)]

    @property
    def years_joined(self) -> list[int]:
        """The years in which a sum leaves out people who are told together with others."""
        return [year for year, cells in self._by_year() if any(cell.is_joined for cell in cells)]

    def _by_year(self) -> Iterator[tuple[int, list[Cell]]]:
        rows = [row.cells for row in [*self.rows, self.total] if row.cells]
        return ((year, cells) for year, *cells in zip(self.years, *rows, strict=True))


def year_table(
    figures,
    field: str,
    headers: Iterable[Any],
    *,
    has_total: bool = True,
    joined: Collection[tuple[int, int]] = (),
) -> YearTable:
    """Sums by year of published figures, a row for each of ``headers``.

    ``field`` is the figure's field that a row is about: ``college``, ``measure``. The total counts
    every figure, also those of rows that are not shown; it has a meaning only for figures of one
    measure. ``joined`` are the rows and years that leave out people who are told with others.
    """
    headers = list(headers)
    shown = figures.filter(**{f"{field}__in": [header.pk for header in headers]})
    cells = {
        (key, year): Cell(value, gaps)
        for key, year, value, gaps in shown.sums_by(field, "release__year")
    }
    totals = (
        {year: Cell(value, gaps) for year, value, gaps in figures.sums_by("release__year")}
        if has_total
        else {}
    )
    for place in joined:
        cells[place] = replace(cells.get(place, Cell()), is_joined=True)
    years = sorted({*totals, *(year for _key, year in cells)})
    rows = [
        YearTableRow(header, [cells.get((header.pk, year), Cell()) for year in years])
        for header in headers
    ]
    return YearTable(years, rows, YearTableRow(None, [totals[year] for year in totals and years]))


def totals_of(release: Release) -> list[tuple[Measure, int | None]]:
    """Sums of a release that is put out over the published colleges, each measure by itself.

    None where there are figures, and none of them has a value.
    """
    sums = city_sums([release.pk])
    return [
        (one, sums[release.pk, one.pk])
        for one in Measure.objects.all()
        if (release.pk, one.pk) in sums
    ]


def city_sums(releases: Collection[int]) -> dict[tuple[int, int], int | None]:
    """The same by release and measure. Outcomes are the sum of what is told by college."""
    counts = CityTotal.objects.of_public_colleges()
    outcomes = PublishedFigure.objects.of_public_colleges().filter(table=Table.COLLEGE)
    return {
        (release, measure): value
        for figures in (counts, outcomes.filter(measure__code__in=OUTCOMES))
        for release, measure, value, _gaps in figures.filter(release__in=releases).sums_by(
            "release", "measure"
        )
    }
