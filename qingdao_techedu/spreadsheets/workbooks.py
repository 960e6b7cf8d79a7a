"""The sheets of an XLSX workbook: nothing is unpacked or parsed before its size is known.

What passes is handed to the reader as a new archive that holds only the parts that were measured,
so that it never meets what the archive's own contents did not tell of.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from .archives import Walker, packed, unpacked
from .formats import CellStyles, Shown, plain
from .metering import Meter, Most, Noted, SharedTexts, too_much
from .refusals import Damaged, TooLarge

NEEDED = (
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml|.*vbaproject.*"
)
BOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class Worksheet:
    """A sheet of cells; ``noted`` holds what their values do not tell."""

    name: str
    is_hidden: bool
    noted: Noted
    book: Any
    place: int

    def rows(self) -> Iterator[list[Any]]:
        """The rows from the first on, empty ones too, as values. Raises ``Damaged``."""
        with _reading():
            rows = self.book.get_sheet_by_index(self.place).to_python(skip_empty_area=False)
        yield from rows

    def texts(self, spoken=plain) -> Iterator[list[str]]:
        """The rows as a person would have typed them; ``spoken`` words what no format words."""
        for line, row in enumerate(self.rows(), start=1):
            shown = self.noted.shown.get(line)
            if shown is None:
                yield [value if type(value) is str else spoken(value) for value in row]
            else:
                yield [_shown(shown.get(n), value, spoken) for n, value in enumerate(row, 1)]


def worksheets(data: bytes, most: Most, wanted: str = "") -> tuple[list[Worksheet], dict]:
    """The sheets of a workbook, and its parts; those that ``wanted`` matches are among them.

    Raises ``FileRefused``.
    """
    parts = _parts(data, most, f"{NEEDED}|{wanted}" if wanted else NEEDED)
    book = _Book()
    book.walk(parts[BOOK])
    noted = _measured(parts, most)
    targets = _Targets()
    targets.walk(parts.get("xl/_rels/workbook.xml.rels", b"<a/>"))
    with _reading():
        opened = CalamineWorkbook.from_filelike(packed(_cells_alone(parts)))
    if len(opened.sheet_names) != len(book.sheets):
        raise damaged()
    found = []
    for place, (name, is_hidden, key) in enumerate(book.sheets):
        target = targets.found.get(key, "").lower()
        if target in noted:  # else it is no sheet of cells
            found.append(Worksheet(name, is_hidden, noted[target], opened, place))
    if not found:
        raise damaged()
    return found, parts


def damaged() -> Damaged:
    return Damaged(
        _(
            "This is not a readable XLSX workbook, perhaps damaged. "
            "Open it in your spreadsheet program and save it as “Excel workbook (.xlsx)” or as CSV."
        )
    )


def _shown(shown: Shown | None, value: Any, spoken) -> str:
    if type(value) is str:
        return value
    return spoken(value) if shown is None else shown.text(value)


def _parts(data: bytes, most: Most, wanted: str) -> dict[str, bytes]:
    try:
        parts = unpacked(data, re.compile(wanted, re.IGNORECASE), most.unpacked)
    except Damaged as error:
        raise damaged() from error
    except TooLarge as error:
        raise too_much(most) from error
    if BOOK not in parts or "[Content_Types].xml" not in parts:
        raise damaged()
    return parts


def has_macros(parts: dict[str, bytes]) -> bool:
    return any("vbaproject" in name.lower() for name in parts)


def _cells_alone(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: one for name, one in parts.items() if re.fullmatch(NEEDED, name, re.IGNORECASE)}


def _measured(parts: dict[str, bytes], most: Most) -> dict[str, Noted]:
    """What is noted of each sheet of cells, by the lower-case name of its part."""
    texts, styles, noted = SharedTexts(), CellStyles(), {}
    try:
        for name, content in parts.items():
            if name.lower() == "xl/sharedstrings.xml":
                texts.walk(content)
            elif name.lower() == "xl/styles.xml":
                styles.walk(content)
        for name, content in parts.items():
            if name.lower().startswith("xl/worksheets/"):
                meter = Meter(texts.lengths, styles.by_number(), most)
                meter.walk(content)
                noted[name.lower()] = meter.noted
    except Damaged as error:
        raise damaged() from error
    return noted


class _Book(Walker):
    """The sheets in their order: name, whether hidden, and the key of its part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            key = next((given[one] for one in given if one.rpartition(":")[2] == "id"), "")
            is_hidden = given.get("state", "visible") != "visible"
            self.sheets.append((given.get("name", ""), is_hidden, key))


class _Targets(Walker):
    """The parts of a workbook by their keys."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            target = given.get("Target", "")
            whole = target if target.startswith("/") else f"xl/{target}"
            self.found[given.get("Id", "")] = posixpath.normpath(whole).lstrip("/")


@contextmanager
def _reading() -> Iterator[None]:
    """What goes wrong in the reader of cells is the file's fault."""
    try:
        yield
    except CalamineError as error:
        raise damaged() from error
    except BaseException as error:
        # What the reader written in Rust calls a panic is no Exception to Python.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged() from error
