"""A file of figures: one row is one figure, its columns are codes and a value or a symbol.

The canonical file of a release and the data set's CSV are such files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.facts.sample import Progress, silent
from qingdao_techedu.imports.files import Sheet
from qingdao_techedu.imports.problems import Problems

from .columns import COLUMNS as DATA_SET_COLUMNS
from .figures_columns import (
    KEY_COLUMNS,
    MANY,
    YEAR,
    FileColumn,
    check_year,
    codes_of,
    measures_by_text,
    places_of,
    texts_of,
)
from .rules_of_figures import figure_of
from .writing import Figure, Key

COLUMNS = (
    *KEY_COLUMNS,
    FileColumn(
        "measure", gettext_lazy("Measure"), gettext_lazy("Code or name."), (), measures_by_text
    ),
    FileColumn("value", gettext_lazy("Value"), gettext_lazy("Persons: a whole number from 0.")),
    FileColumn(
        "symbol",
        gettext_lazy("Symbol"),
        gettext_lazy("Instead of a value: x not available, c confidential, z not applicable."),
    ),
    YEAR,
)
NEEDED = ("college", "specialty", "level", "entry_route", "sex", "measure", "value")
KEYS = NEEDED[:-1]
# Columns of our own files that tell nothing new; the last are of files made in 2026 and before.
KNOWN = {column.name for column in DATA_SET_COLUMNS} | {
    "version",
    "release_status",
    "college_name_zh",
    "college_name_en",
    "specialty_name_zh",
    "specialty_name_en",
    "unit",
    "provenance",
}


@dataclass
class Figures:
    """What a file says: the figures, and the line of each."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)


def figures_of(sheet: Sheet, year: int, problems: Problems, progress: Progress = silent) -> Figures:
    """The figures of a file; every fault goes to ``problems`` with its line and column."""
    places = places_of(sheet, COLUMNS, NEEDED, KNOWN, problems)
    found = Figures()
    if len(problems):
        return found
    meanings = {one.name: one.meanings() for one in COLUMNS if one.meanings}
    for line, cells in progress(sheet.rows, "rows", len(sheet.rows)):
        if len(problems) >= MANY:
            break
        _take(found, line, texts_of(cells, places), year, meanings, problems)
    return found


def _take(
    found: Figures,
    line: int,
    texts: dict[str, str],
    year: int,
    meanings: dict[str, dict[str, Any]],
    problems: Problems,
) -> None:
    before = len(problems)
    codes = codes_of(line, texts, KEYS, meanings, problems)
    check_year(line, texts, year, problems)
    try:
        figure = figure_of(texts["value"], texts.get("symbol", ""))
    except ValidationError as error:
        shown = texts["value"] or texts.get("symbol", "")
        problems.add(line, "value", shown, " ".join(error.messages))
        return
    if len(problems) > before:
        return
    key: Key = tuple(codes)
    if key in found.lines:
        rule = _("the same figure stands in line %(line)d already.") % {"line": found.lines[key]}
        problems.add(line, "", "", rule, _("Delete one of the two."))
        return
    found.figures[key] = figure
    found.lines[key] = line
