"""The canonical files of a release: codes alone, in one order, so that digests are repeatable.

UTF-8 without byte order mark, lines end with a line feed, commas separate, and a field is quoted
only where it must be (RFC 4180). Rows stand in the order of their codes, byte by byte. Names and
types of the columns are those of the data sets.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Collate

from qingdao_techedu.datasets.registry import Column

from ..figures.columns import COLUMNS
from ..figures.columns_of_sums import MEMBER_COLUMNS, SUM_COLUMNS
from ..figures.models import Observation, PublishedFigure, PublishedMember, Release
from ..figures.models.published import ALL, DIMENSIONS_OF, UNDIVIDED, Table

BY_BYTES = {"postgresql": "C", "sqlite": "BINARY"}
LINES_A_PIECE = 2_000

OF_WHOM = (
    "year",
    "release_version",
    "table_code",
    "college_code",
    "specialty_code",
    "level_code",
    "entry_route_code",
    "sex_code",
    "measure_code",
)
# As figures were sealed before they were protected, and as they are still proved.
COLLECTED = (
    "year",
    "release_version",
    "college_code",
    "specialty_code",
    "level_code",
    "entry_route_code",
    "sex_code",
    "measure_code",
    "value",
    "symbol",
)
FIRST_COLLECTED = ("year", "version", *(name.removesuffix("_code") for name in COLLECTED[2:]))


def _of(columns: Sequence[Column], *names: str) -> tuple[Column, ...]:
    known = {one.name: one for one in columns}
    return tuple(known[name] for name in names)


@dataclass(frozen=True)
class CanonicalFile:
    """One of the files of what is published. ``rows`` yields those of a release."""

    columns: tuple[Column, ...]
    rows: Callable[[Release], Iterator[tuple]]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def write(self, release: Release, file: IO[bytes]) -> None:
        """Write the file of a release."""
        for piece in pieces(self.rows(release), self.header):
            file.write(piece)


def _leaves(release: Release) -> Iterator[tuple]:
    figures = PublishedFigure.objects.filter(release=release).leaves()
    codes = ("college", "specialty", "level", "entry_route", "sex", "measure__code", "group")
    told = (*_named(codes[:-1]), "value", "symbol", "group")
    for row in _ordered(figures, codes).values_list(*told).iterator():
        yield (release.year, release.version, *_blank(row))


def _sums(release: Release) -> Iterator[tuple]:
    figures = PublishedFigure.objects.filter(release=release).sums()
    told = (*_named(CODES[:-1]), "value", "base", "symbol", "group")
    for table, *codes in _ordered(figures, CODES).values_list(*told).iterator():
        yield (release.year, release.version, table, *_blank(_of_table(table, codes)))


def _groups(release: Release) -> Iterator[tuple]:
    members = PublishedMember.objects.filter(release=release)
    for table, *codes in _ordered(members, CODES).values_list(*_named(CODES)).iterator():
        yield (release.year, release.version, table, *_of_table(table, codes))


CODES = ("table", "college", "specialty", "level", "entry_route", "sex", "measure__code", "group")


def _named(codes: Sequence[str]) -> list[Any]:
    return [EXPRESSIONS.get(code, F(code)) for code in codes]


EXPRESSIONS = {
    "college": Coalesce(F("college__code"), Value(UNDIVIDED)),
    "specialty": Coalesce(F("specialty__slug"), Value(UNDIVIDED)),
}


def _ordered(rows: QuerySet, codes: Sequence[str]) -> QuerySet:
    collation = BY_BYTES[connection.vendor]
    return rows.order_by(*(Collate(one, collation) for one in _named(codes)))


def _of_table(table: str, codes: Sequence[Any]) -> Sequence[Any]:
    """``all`` in the dimensions that a table of sums does not have."""
    has = DIMENSIONS_OF[table]
    places = zip(DIMENSIONS_OF[Table.LEAVES], codes, strict=False)
    return [*(code if name in has else ALL for name, code in places), *codes[5:]]


def _blank(row: Iterable[Any]) -> Iterator[Any]:
    return ("" if one is None else one for one in row)


OF_LEAVES = tuple(name for name in OF_WHOM if name != "table_code")
LEAVES = CanonicalFile(_of(COLUMNS, *OF_LEAVES, "value", "symbol", "group"), _leaves)
SUMS = CanonicalFile(_of(SUM_COLUMNS, *OF_WHOM, "value", "graduates", "symbol", "group"), _sums)
GROUPS = CanonicalFile(_of(MEMBER_COLUMNS, *OF_WHOM, "group"), _groups)


def collected(release: Release) -> Iterator[tuple]:
    """What was collected, as it is in the database now: for the desk, never for the public."""
    codes = ("college__code", "specialty__slug", "level", "entry_route", "sex", "measure__code")
    collation = BY_BYTES[connection.vendor]
    rows = Observation.objects.filter(release=release).order_by(
        *(Collate(code, collation) for code in codes)
    )
    for *place, value, symbol in rows.values_list(*codes, "value", "symbol").iterator():
        yield (release.year, release.version, *place, "" if value is None else value, symbol)


def digest_of_collected(release: Release, header: Sequence[str] = COLLECTED) -> str:
    """The SHA-256 of what was collected; with ``FIRST_COLLECTED`` as the first releases have it."""
    digest = hashlib.sha256()
    for piece in pieces(collected(release), header):
        digest.update(piece)
    return digest.hexdigest()


def pieces(rows: Iterable[tuple], header: Sequence[str] = COLLECTED) -> Iterator[bytes]:
    """A file, some thousand lines at a time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % LINES_A_PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()
