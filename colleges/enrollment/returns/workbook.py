"""A return as a spreadsheet: made for one college with last year's figures, read when it is back.

A row is one sex in one line, its columns are the measures: a number of persons, or a symbol.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from colleges.models import EntryRoute, Level
from qingdao_techedu.imports.declaring import Filler, ImportColumn, ImportTable
from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.headings import Headings
from qingdao_techedu.imports.matching import ImportRow
from qingdao_techedu.imports.parsing import begun, refuse_other, rows_of
from qingdao_techedu.imports.problems import Problems
from qingdao_techedu.imports.templates import as_xlsx as written_as_xlsx

from ..figures.imports import COLLEGE, FIGURE, GROUP, YEAR
from ..figures.models import Measure, Observation
from ..figures.writing import Figure
from .lines import SEXES, ReturnKey, ReturnLine, ReturnPart, ReturnSheet, sheet_of
from .models import Return, ReturnedFigure

KEYS = tuple(column.name for column in GROUP)
HOW_TO_FILL_IN = (
    gettext_lazy("Fill in the white columns; the gray ones are last year's figures."),
    gettext_lazy("Every cell is a number of persons: 0 for nobody, x where it is not known."),
    gettext_lazy("Blank cells leave what is filled in already. New lines may be added at the end."),
)
LAST = "last."  # before the name of a column that holds last year's figures


@dataclass
class ReturnedFile:
    """What a file says: figures, the line of each, every fault, and how it was read."""

    read_as: str
    figures: dict[ReturnKey, Figure] = field(default_factory=dict)
    lines: dict[ReturnKey, int] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    notes: tuple[str, ...] = ()


def table_of(sheet: ReturnSheet) -> ImportTable:
    """The columns of a return's workbook: last year's figures stand beside this year's."""
    annual_return = sheet.annual_return
    return ImportTable(
        name="return",
        title=f"{annual_return.college.name} · {annual_return.release.year}",
        model=ReturnedFigure,
        key=(),
        columns=(
            COLLEGE,
            *GROUP,
            *(one for measure in sheet.measures for one in _columns(annual_return, measure)),
            YEAR,
        ),
        frozen_columns=len(GROUP) + 1,
        about_rows=HOW_TO_FILL_IN,
    )


def _columns(annual_return: Return, measure: Measure) -> tuple[ImportColumn, ImportColumn]:
    names = tuple(filter(None, (measure.name_zh, measure.name_en)))
    last = annual_return.release.year - 1
    return (
        ImportColumn(
            LAST + measure.code,
            label=lazy(lambda: f"{last} {measure.name}", str)(),
            kind=FIGURE,
            also=tuple(f"{last} {name}" for name in names),
            filled_in_by=Filler.PORTAL,
        ),
        ImportColumn(
            measure.code,
            "120",
            explanation=lazy(lambda: str(measure.definition), str)(),
            label=lazy(lambda: str(measure.name), str)(),
            kind=FIGURE,
            also=names,
        ),
    )


def as_xlsx(sheet: ReturnSheet) -> bytes:
    """The workbook of a return: its lines, last year's figures, and what is filled in already."""
    table = table_of(sheet)
    columns = [column for column in table.columns if column is not YEAR]
    return written_as_xlsx(table, _rows(sheet), columns)


def _rows(sheet: ReturnSheet) -> Iterator[list[int | str]]:
    for part in sheet.parts:
        for line in part.lines:
            for sex in SEXES:
                group = (part.specialty.pk, line.level, line.entry_route, sex)
                yield [
                    *_who(sheet, part, line, sex),
                    *(
                        _written(figures.get((*group, measure.pk)))
                        for measure in sheet.measures
                        for figures in (sheet.last, sheet.figures)
                    ),
                ]


def _who(sheet: ReturnSheet, part: ReturnPart, line: ReturnLine, sex: str) -> list[str]:
    return [
        str(sheet.annual_return.college.name_zh),
        str(part.specialty.name_zh),
        str(Level(line.level).label),
        str(EntryRoute(line.entry_route).label),
        str(Observation.Sex(sex).label),
    ]


def _written(figure: Figure | None) -> int | str:
    if figure is None:
        return ""
    value, symbol = figure
    return symbol if value is None else value


def read_return(data: bytes, annual_return: Return) -> ReturnedFile:
    """Read a workbook or a CSV of its form. Raises ``FileRefused`` for what is no readable file."""
    file = read(data)
    sheet = sheet_of(annual_return)
    found = ReturnedFile(file.read_as)
    table = table_of(sheet)
    headings = begun(table, file, found.problems)
    found.notes = headings.sheet.notes
    if not headings.is_understood:
        return found
    lines: dict[tuple, int] = {}
    for row in rows_of(table, headings, found.problems):
        _refuse_others(row, sheet, headings, found.problems)
        _take(found, row, sheet, lines)
    if not found.figures and not found.problems:
        rule = _("there is no figure below the heading.")
        found.problems.add(headings.sheet.heading_line, "", "", rule)
    return found


def _refuse_others(
    row: ImportRow, sheet: ReturnSheet, headings: Headings, problems: Problems
) -> None:
    """Figures of another college or year, and of last year other ones than the portal has."""
    annual_return = sheet.annual_return
    rule = _("this is the return of %(college)s.") % {"college": annual_return.college}
    refuse_other(row, "college", annual_return.college_id, rule, headings, problems)
    year = annual_return.release.year
    rule = _("the figures are taken for %(year)d.") % {"year": year}
    refuse_other(row, "year", year, rule, headings, problems)
    if row.unclear:
        return
    group: Any = tuple(row.values[name] for name in KEYS)
    for measure in sheet.measures:
        last = sheet.last.get((*group, measure.pk))
        rule = _("last year's figure is “%(figure)s” in the portal, and does not change here.")
        told = {"figure": _written(last)}
        refuse_other(row, LAST + measure.code, last, rule % told, headings, problems)


def _take(found: ReturnedFile, row: ImportRow, sheet: ReturnSheet, lines: dict[tuple, int]) -> None:
    if row.unclear & {*KEYS, "college", "year"}:
        return
    group: Any = tuple(row.values[name] for name in KEYS)
    if group in lines:
        rule = _("the same line stands in line %(line)d already.") % {"line": lines[group]}
        found.problems.add(row.line, "", "", rule, _("Delete one of the two."))
        return
    lines[group] = row.line
    for measure in sheet.measures:
        if measure.code in row.values:
            found.figures[(*group, measure.pk)] = row.values[measure.code]
            found.lines[(*group, measure.pk)] = row.line
