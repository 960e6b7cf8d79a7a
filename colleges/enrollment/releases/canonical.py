"""The canonical file of a release: codes alone, in one order, so that its digest is repeatable.

UTF-8 without byte order mark, lines end with a line feed, commas separate, and a field is quoted
only where it must be (RFC 4180). Rows stand in the order of their codes, byte by byte. Names and
types of the columns are those of the data set, but for what was sealed before they were.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from django.db import connection
from django.db.models.functions import Collate

from ..figures.models import Observation, Release
from .canonical_forms import FORMS, CanonicalForm

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


def pieces(rows: Iterable[tuple], form: CanonicalForm = FORMS[0]) -> Iterator[bytes]:
    """The file, some thousand lines at a time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(form.header)
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % LINES_A_PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def write(release: Release, file: IO[bytes], form: CanonicalForm = FORMS[0]) -> None:
    """Write the canonical file."""
    for piece in pieces(lines(release), form):
        file.write(piece)
