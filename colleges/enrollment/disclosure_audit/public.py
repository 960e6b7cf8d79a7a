"""What the public has: rows of published figures and of who is told together, and no more.

The columns are those of the published files, so that these read files, answers and tests alike.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

DIMENSIONS = ("college", "specialty", "level", "entry_route", "sex")
ALL, LEAVES = "all", "leaf"
WITHHELD, UNDIVIDED = "c", "undivided"
BASE = "graduates"  # of the same people, beside an outcome of theirs


class PublicCell(NamedTuple):
    """A cell of a table; ``all`` in the dimensions that the table does not have."""

    college: str
    specialty: str
    level: str
    entry_route: str
    sex: str

    def holds(self, leaf: PublicCell) -> bool:
        return all(own in (ALL, other) for own, other in zip(self, leaf, strict=True))


@dataclass(frozen=True)
class PublicFigure:
    """A published figure about one cell, or about several together.

    ``half_unit``: of a rate, half of its last digit; ``None`` of a count, which is exact. ``base``:
    the graduates of the same people, where they are told beside an outcome of theirs.
    """

    year: int
    version: int
    table: str
    measure: str
    cells: tuple[PublicCell, ...]
    value: float | None
    symbol: str = ""
    half_unit: float | None = None
    base: float | None = None


class NamedChange(NamedTuple):
    """Two versions of a year, and the leaf whose figure is told to differ."""

    year: int
    earlier: int
    later: int
    measure: str
    leaf: PublicCell


@dataclass
class PublicRecord:
    """All that is public: figures of all years and versions, and changes told leaf by leaf."""

    figures: list[PublicFigure] = field(default_factory=list)
    changes: list[NamedChange] = field(default_factory=list)
    compared: set[tuple[int, int, int]] = field(default_factory=set)


class NotReadable(ValueError):
    """A row that is no published figure."""


Row = Mapping[str, Any]


def figures_from(rows: Iterable[Row], members: Iterable[Row] = ()) -> list[PublicFigure]:
    """Published rows as figures; ``members`` say which cells the named groups join."""
    groups: dict[tuple, dict[PublicCell, None]] = {}
    for row in members:
        # All versions have the same groups, and may name them each by itself.
        groups.setdefault(_group(row), {})[_cell(row)] = None
    return [_figure(row, groups) for row in rows]


def parted(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Rows of figures, and those that tell who is told together."""
    figures: list[Row] = []
    members: list[Row] = []
    for row in rows:
        (figures if "value" in row else members).append(row)
    return figures, members


def _figure(row: Row, groups: Mapping[tuple, Iterable[PublicCell]]) -> PublicFigure:
    cells = tuple(groups.get(_group(row), ()) if _of(row, "group") else [_cell(row)])
    if not cells:
        raise NotReadable(f"Nobody says who is told together as {_of(row, 'group')}.")
    if not _of(row, "group") and UNDIVIDED in cells[0]:
        raise NotReadable(f"{dict(row)} has no group, which would say who is told together.")
    measure = str(_of(row, "measure"))
    half_unit = None
    if measure.endswith("-rate"):
        half_unit = 0.5 / 10 ** len(str(_of(row, "value")).partition(".")[2])
    symbol = str(_of(row, "symbol") or "")
    table = str(_of(row, "table") or LEAVES)
    year, version = _whole(row, "year"), _whole(row, "version")
    value, base = _number(row, "value"), _number(row, BASE)
    return PublicFigure(year, version, table, measure, cells, value, symbol, half_unit, base)


def _number(row: Row, name: str) -> float | None:
    text = _of(row, name)
    if text is None or text == "":
        return None
    try:
        return float(text)
    except ValueError as error:
        raise NotReadable(f"{dict(row)} is no published figure.") from error


def _whole(row: Row, name: str) -> int:
    try:
        return int(_of(row, name))
    except (TypeError, ValueError) as error:
        raise NotReadable(f"{dict(row)} is no published figure.") from error


NAMES = {"version": ("release_version",)}


def _of(row: Row, name: str) -> Any:
    """A column by its name, with ``_code`` as data sets have it, or by that of sealed files."""
    for column in (name, f"{name}_code", *NAMES.get(name, ())):
        if column in row:
            return row[column]
    if name in ("group", "table", "symbol", "value", BASE):
        return None
    raise NotReadable(f"A row lacks the column {name}.")


def _cell(row: Row) -> PublicCell:
    return PublicCell(*(str(_of(row, name)) for name in DIMENSIONS))


def _group(row: Row) -> tuple:
    table = str(_of(row, "table") or LEAVES)
    return _whole(row, "year"), table, str(_of(row, "measure")), str(_of(row, "group"))


def rows_of_file(path: Path) -> Iterator[Row]:
    """The rows of a published CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def rows_of_text(text: str) -> Iterator[Row]:
    """The rows of such a file that came over the network."""
    yield from csv.DictReader(text.removeprefix("\ufeff").splitlines())
