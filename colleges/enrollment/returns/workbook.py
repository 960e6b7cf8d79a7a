"""A return as a spreadsheet: made for one college with last year's figures, read when it is back.

A row is one sex in one line, its columns are the measures: a number of persons, or a symbol.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from colleges.models import EntryRoute, Level
from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.problems import Problems
from qingdao_techedu.imports.spreadsheets import TEXT_FORMAT

from ..figures_columns import (
    KEY_COLUMNS,
    MANY,
    YEAR,
    FileColumn,
    check_year,
    codes_of,
    places_of,
    texts_of,
)
from ..figures_template import OPTIONS
from ..models import Measure, Observation, Return
from ..rules_of_figures import figure_of
from ..writing import Figure
from .lines import SEXES, Line, Part, ReturnKey, Sheet

KEYS = tuple(column.name for column in KEY_COLUMNS)


@dataclass
class ReturnedFile:
    """What a file says: figures, every fault, and how it was read."""

    read_as: str
    figures: dict[ReturnKey, Figure] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)


def as_xlsx(sheet: Sheet) -> bytes:
    """The workbook of a return: its lines, last year's figures, and what is filled in already."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": TEXT_FORMAT})
        quiet = book.add_format({"font_color": "#56646d", "bg_color": "#f0efea"})
        page = book.add_worksheet(_("Annual return"))
        width = len(KEYS)
        page.set_column(0, width - 1, 18, text)
        page.set_column(width, width + 2 * len(sheet.measures), 12)
        page.write_row(0, 0, _headings(sheet), bold)
        page.freeze_panes(1, width)
        row = 0
        for part in sheet.parts:
            for line in part.lines:
                for sex in SEXES:
                    row += 1
                    page.write_row(row, 0, _who(sheet, part, line, sex), text)
                    for place, measure in enumerate(sheet.measures):
                        key = (part.specialty.pk, line.level, line.entry_route, sex, measure.pk)
                        column = width + 2 * place
                        page.write(row, column, _written(sheet.last.get(key)), quiet)
                        page.write(row, column + 1, _written(sheet.figures.get(key)))
        about = book.add_worksheet(_("How to fill it in"))
        about.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for number, words in enumerate(_instructions(sheet)):
            about.write(number, 0, words)
    return file.getvalue()


def _headings(sheet: Sheet) -> list[str]:
    named = [str(column.label) for column in KEY_COLUMNS]
    for measure in sheet.measures:
        named += [_last_years(sheet.annual_return, str(measure.name)), str(measure.name)]
    return named


def _last_years(annual_return: Return, name: str) -> str:
    return f"{annual_return.release.year - 1} {name}"


def _who(sheet: Sheet, part: Part, line: Line, sex: str) -> list[str]:
    return [
        str(sheet.annual_return.college.name_zh),
        str(part.specialty.name_zh),
        str(Level(line.level).label),
        str(EntryRoute(line.entry_route).label),
        str(Observation.Sex(sex).label),
    ]


def _written(figure: Figure | None) -> int | str | None:
    if figure is None:
        return None
    value, symbol = figure
    return symbol if value is None else value


def _instructions(sheet: Sheet) -> list[str]:
    year = sheet.annual_return.release.year
    return [
        f"{sheet.annual_return.college.name} · {year}",
        _("Fill in the white columns; the gray ones are last year's figures."),
        _("Every cell is a number of persons: 0 for nobody, x where it is not known."),
        _("Blank cells leave what is filled in already. New lines may be added at the end."),
        *(f"{measure.name}{_(': ')}{measure.definition}" for measure in sheet.measures),
    ]


def read_return(data: bytes, annual_return: Return) -> ReturnedFile:
    """Read a workbook or a CSV of its form. Raises ``FileRefused`` for what is no readable file."""
    sheet = read(data)
    measures = list(Measure.objects.all())
    columns = [*KEY_COLUMNS, YEAR, *map(_column, measures)]
    told_already = [
        _last_years(annual_return, name)
        for measure in measures
        for name in (measure.name_zh, measure.name_en)
    ]
    found = ReturnedFile(sheet.read_as)
    places = places_of(sheet, columns, KEYS, told_already, found.problems)
    if len(found.problems):
        return found
    meanings = {one.name: one.meanings() for one in KEY_COLUMNS if one.meanings}
    lines: dict[tuple, int] = {}
    for line, cells in sheet.rows:
        if len(found.problems) >= MANY:
            break
        _take(found, line, texts_of(cells, places), annual_return, measures, meanings, lines)
    found.problems.name_columns({name: sheet.heading[place] for name, place in places.items()})
    if not found.figures and not len(found.problems):
        rule = _("there is no figure below the heading.")
        found.problems.add(sheet.heading_line, "", "", rule)
    return found


def _column(measure: Measure) -> FileColumn:
    names = tuple(filter(None, (measure.name_zh, measure.name_en)))
    return FileColumn(measure.code, measure.name, measure.definition, names)


def _take(
    found: ReturnedFile,
    line: int,
    texts: dict[str, str],
    annual_return: Return,
    measures: list[Measure],
    meanings: dict,
    lines: dict[tuple, int],
) -> None:
    problems, before = found.problems, len(found.problems)
    college, *group = codes_of(line, texts, KEYS, meanings, problems)
    check_year(line, texts, annual_return.release.year, problems)
    if college not in {None, annual_return.college_id}:
        rule = _("this is the return of %(college)s.") % {"college": annual_return.college}
        problems.add(line, "college", texts["college"], rule)
    if len(problems) == before and tuple(group) in lines:
        rule = _("the same line stands in line %(line)d already.") % {"line": lines[tuple(group)]}
        problems.add(line, "", "", rule, _("Delete one of the two."))
    lines.setdefault(tuple(group), line)
    for measure in measures:
        text = texts.get(measure.code, "")
        if not text:
            continue
        try:
            figure = figure_of(text)
        except ValidationError as error:
            problems.add(line, str(measure.name), text, " ".join(error.messages))
            continue
        if len(problems) == before:
            found.figures[(*group, measure.pk)] = figure
