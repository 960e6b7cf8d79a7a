"""The canonical file of a release: codes alone, in one order, so that its digest is repeatable.

UTF-8 without byte order mark, lines end with a line feed, commas separate, and a field is quoted
only where it must be (RFC 4180). Rows stand in the order of their codes, byte by byte.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from django.db import connection
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from colleges.models import EntryRoute, Level
from qingdao_techedu.datasets.registry import INTEGER, Column

from .models import Observation, Release

COLUMNS = (
    Column("year", _("Year"), "release__year", _("Statistical year."), INTEGER),
    Column(
        "version",
        _("Release version"),
        "release__version",
        _("Version of the year's release; a correction is a new one."),
        INTEGER,
    ),
    Column(
        "college",
        _("College code"),
        "college__code",
        _("Permanent code of the college, as in its address."),
    ),
    Column(
        "specialty",
        _("Specialty code"),
        "specialty__slug",
        _("The specialty as in its address; national codes are not yet imported."),
    ),
    Column("level", _("Level code"), "level", _("Level of skill."), codes=Level),
    Column(
        "entry_route",
        _("Entry route code"),
        "entry_route",
        _("What students bring with them when they enter."),
        codes=EntryRoute,
    ),
    Column("sex", _("Sex code"), "sex", _("Sex."), codes=Observation.Sex),
    Column(
        "measure",
        _("Measure code"),
        "measure__code",
        _("What is counted; stock and flow are never added to each other."),
    ),
    Column(
        "value",
        _("Value"),
        "value",
        _("Number of persons; blank where a symbol stands instead, never 0 for unknown."),
        INTEGER,
        unit=_("persons"),
    ),
    Column("symbol", _("Symbol"), "symbol", _("Why there is no value."), codes=Observation.Symbol),
)
HEADER = tuple(column.name for column in COLUMNS)
CODES = ("college__code", "specialty__slug", "level", "entry_route", "sex", "measure__code")
BY_BYTES = {"postgresql": "C", "sqlite": "BINARY"}
LINES_A_PIECE = 2_000


def lines(release: Release) -> Iterator[tuple]:
    """The rows of the file, as they are in the database now."""
    collation = BY_BYTES[connection.vendor]
    rows = Observation.objects.filter(release=release).order_by(
        *(Collate(code, collation) for code in CODES)
    )
    for *codes, value, symbol in rows.values_list(*CODES, "value", "symbol").iterator():
        yield (release.year, release.version, *codes, "" if value is None else value, symbol)


def pieces(rows: Iterable[tuple]) -> Iterator[bytes]:
    """The file, some thousand lines at a time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % LINES_A_PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def write(release: Release, file: IO[bytes]) -> None:
    """Write the canonical file."""
    for piece in pieces(lines(release)):
        file.write(piece)
