"""XLSX: a sheet for people, headed in words, with notes, dictionary and codes beside it.

What the heading of a column is called by programs stands in the dictionary. Codes and names in the
other language are folded, so that it can be read and printed: “+” above the columns shows them.
"""

from __future__ import annotations

import datetime
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from .. import star
from ..bilingual import CHINESE
from ..file_formats import Format, Options
from ..notes import codes, dictionary, notes
from ..query import Query
from ..registry import DATE, INTEGER, TEXT, Column
from . import workbook
from .cell_texts import WIDEST, Strings, column_width, day, lines_in, number, width_of
from .workbook import COUNT, MEDIA_TYPE, ROW, TALL, ColumnLook, SideSheet, Styles, WorkbookTable


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The workbook, some thousand rows at a time."""
    with translation.override(query.language):
        table = _table(query)
    cells = CellWriter(workbook.styles_of(table), workbook.strings_of(table), table.looks)
    places = {column.name: place for place, column in enumerate(query.columns)}

    def fragment(part: star.StarDimension, values: star.Values) -> str:
        start = places[part.columns[0].name]
        cells.measure(start, part.known)
        told = cells.written(start, values)
        begin, end = ROW_START if part.is_first else "", "</row>" if part.is_last else ""
        return f"{begin}{told}{end}"

    lines = star.lines(query, fragment)
    first = next(lines, [])  # from here on it is known how wide the columns have to be
    yield from workbook.book(
        table._replace(looks=cells.looks()), chain([first] if first else [], lines), cells.strings
    )


SEEN = {"national_code"}  # which has no name beside it
ROW_START = f'<row r="{ROW}">'


class CellWriter:
    """Writes the cells of a table and remembers how wide they are."""

    def __init__(self, styles: Styles, strings: Strings, looks: Sequence[ColumnLook]):
        self.styles = styles
        self.strings = strings
        self._looks = looks
        self._widest = [0] * len(looks)
        self._measured: set[int] = set()
        self._last = len(looks) - 1
        self._letters = [xl_col_to_name(place) for place in range(len(looks))]

    def written(self, start: int, values: Iterable[Any]) -> str:
        """Cells side by side, the first in column ``start``; a blank one is left out.

        The last of a row is not: how wide a sheet is stands nowhere else while it is made.
        """
        return "".join(
            self._cell(place, value)
            for place, value in enumerate(values, start)
            if place == self._last or (value is not None and value != "")
        )

    def rows(self, lines: Iterable[Sequence[Any]]) -> list[str]:
        """The rows of any other table."""
        return [f"{ROW_START}{self.written(0, line)}</row>" for line in lines]

    def measure(self, start: int, known: Iterable[Sequence[Any]]) -> None:
        """Look at the values that columns from ``start`` on may have, once."""
        if start in self._measured:
            return
        self._measured.add(start)
        for values in known:
            for place, value in enumerate(values, start):
                self._widest[place] = max(self._widest[place], width_of(value))

    def looks(self) -> list[ColumnLook]:
        """The columns, as wide as what was seen of them."""
        return [
            look._replace(width=column_width(look.heading, widest))
            for look, widest in zip(self._looks, self._widest, strict=True)
        ]

    def _cell(self, place: int, value: Any) -> str:
        if value is None or value == "":
            return f'<c r="{self._letters[place]}{ROW}" s="{self.styles.of_columns[place]}"/>'
        width = width_of(value)
        self._widest[place] = max(self._widest[place], width)
        is_long = width > WIDEST or (isinstance(value, str) and "\n" in value)
        is_seen = not self._looks[place].is_folded
        style = self.styles.wrapped if is_long else self.styles.of_columns[place]
        tall = f"{TALL}{lines_in(value, WIDEST)}{TALL}" if is_long and is_seen else ""
        start = f'{tall}<c r="{self._letters[place]}{ROW}" s="{style}"'
        if not isinstance(value, str):
            return start + number(value)
        if self._looks[place].kind == DATE and value >= "1900-03-01":
            return start + day(value)
        return start + self.strings.cell(value)


def _table(query: Query) -> WorkbookTable:
    label = str(query.dataset.label)
    told = [f"{name}={value}" for name, value in query.pairs]
    return WorkbookTable(
        name=label,
        title=" · ".join([label, *told]),
        author=str(query.dataset.owner),
        day=_day(query),
        looks=[_look(column, query.language) for column in query.columns],
        leaves=[
            SideSheet(
                _("Notes"), [(_("Note"), _("Content")), *notes(query)], (18, 60, 16, 16, 14, 68)
            ),
            SideSheet(
                _("Dictionary"), [_dictionary_head(), *dictionary(query)], (28, 28, 12, 12, 70)
            ),
            SideSheet(_("Codes"), [_codes_head(), *codes(query)], (28, 24, 30, 40)),
        ],
        page=_("Page &P of &N"),
    )


def _look(column: Column, language: str) -> ColumnLook:
    kind = COUNT if column.type == INTEGER and column.unit else column.type
    # What says again what the reader sees. A Chinese name is shown to all: it is the official one.
    is_other = (
        column.name.endswith("_en")
        if language == CHINESE
        else bool(column.spoken) and column.name.endswith("_zh")
    )
    is_folded = is_other or (column.name.endswith(("_code", "_date")) and column.name not in SEEN)
    return ColumnLook(str(column.label), kind, is_folded=is_folded)


def _day(query: Query) -> datetime.date | None:
    """The day of the newest release that rows rest on, or of the newest change of its records."""
    published = [one.published_on for one in query.dataset.basis(query) if one.published_on]
    if published:
        return datetime.date.fromisoformat(max(published))
    changed = query.dataset.last_change(query.queryset)
    return changed and timezone.localtime(changed).date()


def _dictionary_head() -> tuple[str, ...]:
    return _("Heading"), _("Column"), _("Data type"), _("Unit"), _("Meaning")


def _codes_head() -> tuple[str, ...]:
    return _("Column"), _("Code"), _("Chinese"), _("English")


def small_book(table: WorkbookTable, lines: Sequence[Sequence[Any]]) -> Iterator[bytes]:
    """A workbook of any other table that is at hand whole."""
    cells = CellWriter(workbook.styles_of(table), workbook.strings_of(table), table.looks)
    rows = cells.rows(lines)
    return workbook.book(table._replace(looks=cells.looks()), iter([rows]), cells.strings)


def text(heading: str) -> ColumnLook:
    """The look of a column of texts."""
    return ColumnLook(heading, TEXT)


XLSX = Format(suffix="xlsx", label="Excel", media_type=MEDIA_TYPE, write=pieces, is_compressed=True)
