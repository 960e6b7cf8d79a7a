"""A file of figures: one row is one figure, its columns are codes and a value or a symbol.

The canonical file of a release and the data set's CSV are such files.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from qingdao_techedu.imports.files import Spreadsheet
from qingdao_techedu.imports.headings import Headings
from qingdao_techedu.imports.matching import ImportRow
from qingdao_techedu.imports.parsing import begun, refuse_other, rows_of
from qingdao_techedu.imports.problems import Problems
from qingdao_techedu.sample.registry import Progress, silent

from ..figures.imports import FIGURES
from ..figures.writing import Figure, Key

KEYS = ("college", "specialty", "level", "entry_route", "sex", "measure")


@dataclass
class Figures:
    """What a file says: the figures, and the line of each; ``notes`` on how it was read."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def figures_of(
    sheet: Spreadsheet, year: int, problems: Problems, progress: Progress = silent
) -> Figures:
    """The figures of a file; every fault goes to ``problems`` with its line and column."""
    found = Figures()
    headings = begun(FIGURES, sheet, problems)
    found.notes = headings.sheet.notes
    if headings.is_understood:
        rule = _("the figures are taken for %(year)d.") % {"year": year}
        rows = rows_of(FIGURES, headings, problems)
        for row in progress(rows, "rows", len(headings.sheet.rows)):
            refuse_other(row, "year", year, rule, headings, problems)
            _take(found, row, headings, problems)
    return found


def _take(found: Figures, row: ImportRow, headings: Headings, problems: Problems) -> None:
    figure = _figure_of(row, headings, problems)
    if row.unclear or figure is None:
        return
    key: Key = tuple(row.values[name] for name in KEYS)
    if key in found.lines:
        rule = _("the same figure stands in line %(line)d already.") % {"line": found.lines[key]}
        problems.add(row.line, "", "", rule, _("Delete one of the two."))
        return
    found.figures[key] = figure
    found.lines[key] = row.line


def _figure_of(row: ImportRow, headings: Headings, problems: Problems) -> Figure | None:
    """The value of a row, or the symbol that stands instead of one, in either cell."""
    value, symbol = row.values.get("value"), row.values.get("symbol")
    if row.unclear & {"value", "symbol"}:
        return None
    if (value is None) == (symbol is None):
        rule = _("there is a value or a symbol, never both or neither.")
        text = row.texts.get("value", row.texts.get("symbol", ""))
        problems.add(row.line, headings.spoken_field(FIGURES, "value"), text, rule)
        return None
    return (None, str(symbol)) if value is None else value
