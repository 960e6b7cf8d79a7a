"""Which line of a file holds the headings, and which column of a table each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from qingdao_techedu.normalization.typed import plain

from .declaring import LANGUAGES, ImportColumn, ImportTable
from .files import Spreadsheet
from .problems import Problems

LINES_ABOVE = 10  # in which a title may stand
# How offices dress a heading, once it is ``plain``.
DRESS = re.compile(
    r"^[*☆★※◆:】【\[\]]+|[*☆★※◆:】【\[\]]+$"
    r"|\((?:必填|必填项|必选|必须填写|选填|选填项|可选|非必填|required|optional|mandatory)\)$"
)
# A column that names a record or a choice is known by its code and its names as well.
FACETS = ("", "_code", "_zh", "_en", "_name", "_name_zh", "_name_en", " code", " name")
SPOKEN_FACETS = ("", "代码", "编码", "编号", "名称", "（中文）", "（英文）", "名称（中文）")
# The numbers of rows that office tables begin with.
SERIAL = frozenset({"序号", "no.", "#"})


@dataclass
class Headings:
    """Where the columns of a table stand in a file; some stand in several places."""

    table: ImportTable
    sheet: Spreadsheet
    places: dict[str, list[int]] = field(default_factory=dict)
    is_understood: bool = True

    def texts(self, column: ImportColumn, cells: list[str]) -> Iterator[tuple[int, str]]:
        """What a row says under the column, each with its place."""
        for place in self.places.get(column.name, ()):
            if place < len(cells) and cells[place]:
                yield place, cells[place]

    def spoken(self, column: ImportColumn, place: int | None = None) -> str:
        """The heading as the file has it, or as the template would."""
        places = self.places.get(column.name)
        if places is None:
            return self.table.label_of(column)
        return self.sheet.heading[places[0] if place is None else place]

    def spoken_field(self, table: ImportTable, name: str) -> str:
        """The heading over a field of ``table``'s records, or what the desk calls the field."""
        for column in table.columns:
            if table.name_of(column) == name:
                return self.spoken(column)
        unlisted: Any = table.model._meta.get_field(name)
        return capfirst(str(unlisted.verbose_name))


def understood(table: ImportTable, sheet: Spreadsheet, problems: Problems) -> Headings:
    """Find the columns by their names or their labels in either language.

    Lines above the headings are left out and told. What does not fit goes to ``problems``.
    """
    meant = _meanings(table)
    telling = set(_of_our_files(table))
    sheet = _below_the_title(sheet, meant)
    found = Headings(table, sheet)
    seen: set[str] = set()
    passed: list[str] = []
    for place, heading in enumerate(sheet.heading):
        column = _meaning(heading, meant)
        if column is not None and _is_new(column, plain(heading), found, seen):
            found.places.setdefault(column.name, []).append(place)
        elif column is not None:
            rule = _("this column stands in the heading twice.")
            problems.add(sheet.heading_line, heading, "", rule, _("Delete one of the two."))
        elif (undressed := _undressed(heading)) in SERIAL:
            continue
        elif undressed in telling:
            passed.append(heading)
        elif heading or _has_cells(sheet, place):
            _tell_unknown(table, sheet, heading, problems)
    _miss_needed(found, problems)
    if passed:
        note = _("These columns were not read, as they tell nothing new: %(columns)s.")
        told = note % {"columns": ", ".join(passed)}
        found.sheet = replace(sheet, notes=(*sheet.notes, told))
    found.is_understood = not problems
    return found


def _of_our_files(table: ImportTable) -> Iterator[str]:
    for language in LANGUAGES:
        with translation.override(language):
            yield from (plain(str(text)) for text in table.telling)


def _meanings(table: ImportTable) -> dict[str, ImportColumn]:
    """The columns by every heading that means one; an exact heading before a facet of another."""
    exact = {
        plain(heading): column
        for column in table.sheet_columns
        for heading in table.headings_of(column)
    }
    facets = {
        plain(f"{heading}{facet}"): column
        for column in table.sheet_columns
        if has_facets(table, column)
        for heading in table.headings_of(column)
        for facet in (FACETS if heading.isascii() else SPOKEN_FACETS)
    }
    return facets | exact


def has_facets(table: ImportTable, column: ImportColumn) -> bool:
    """Whether the column may stand twice, as a code and as a name, which then are compared."""
    return bool(column.by or getattr(table.field_of(column), "choices", None))


def _is_new(column: ImportColumn, heading: str, found: Headings, seen: set[str]) -> bool:
    is_repeated = heading in seen
    seen.add(heading)
    return column.name not in found.places or (has_facets(found.table, column) and not is_repeated)


def _meaning(heading: str, meant: Mapping[str, ImportColumn]) -> ImportColumn | None:
    first_line = heading.split("\n", 1)[0]
    for one in (plain(heading), _undressed(heading), _undressed(first_line)):
        if one in meant:
            return meant[one]
    return None


def _undressed(heading: str) -> str:
    """A heading without stars, colons and words that say whether it must be filled in."""
    text = plain(heading)
    while (less := DRESS.sub("", text)) != text:
        text = less
    return text


def _below_the_title(sheet: Spreadsheet, meant: Mapping[str, ImportColumn]) -> Spreadsheet:
    """The same rows, beginning with the line that has most headings."""
    lines = [(sheet.heading_line, sheet.heading), *sheet.rows[:LINES_ABOVE]]
    counts = [
        sum(_meaning(cell, meant) is not None for cell in cells if cell) for _line, cells in lines
    ]
    best = counts.index(max(counts))
    if best == 0:
        return sheet
    line, heading = lines[best]
    above = ", ".join(str(one) for one, _cells in lines[:best])
    note = _(
        "Above the headings, which stand in line %(line)d, these lines were not read: %(lines)s."
    )
    told = (*sheet.notes, note % {"line": line, "lines": above})
    return replace(sheet, heading=heading, heading_line=line, rows=sheet.rows[best:], notes=told)


def _has_cells(sheet: Spreadsheet, place: int) -> bool:
    return any(place < len(cells) and cells[place] for _line, cells in sheet.rows)


def _tell_unknown(table: ImportTable, sheet: Spreadsheet, heading: str, problems: Problems) -> None:
    rule = _("there is no such column.") if heading else _("this column has no heading.")
    labels = ", ".join(table.label_of(one) for one in table.sheet_columns)
    way_out = _("There are: %(columns)s.") % {"columns": labels}
    problems.add(sheet.heading_line, heading, "", rule, way_out)


def _miss_needed(headings: Headings, problems: Problems) -> None:
    """A record is recognized by its key: all columns of at least one way must be there."""
    table = headings.table
    is_known = any(headings.places.keys() >= set(way) for way in table.key)
    needed = table.needed if is_known else table.must_stand
    rule = _("the column is missing; records are recognized by it.")
    for name in needed:
        if name not in headings.places:
            problems.add(
                headings.sheet.heading_line,
                table.label_of(table.column(name)),
                "",
                rule if table.key else _("the column is missing."),
                _("Download the template anew, or add the column."),
            )
