"""The canonical file of a release: codes alone, in one order, so that its digest is repeatable.

UTF-8 without byte order mark, lines end with a line feed, commas separate, and a field is quoted
only where it must be (RFC 4180). Rows stand in the order of their codes, byte by byte.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile, File
from django.db import connection
from django.db.models.functions import Collate

from .models import Observation, Release

HEADER = (
    "year",
    "version",
    "college",
    "specialty",
    "level",
    "entry_route",
    "sex",
    "measure",
    "value",
    "symbol",
)
CODES = ("college__code", "specialty__slug", "level", "entry_route", "sex", "measure__code")
BY_BYTES = {"postgresql": "C", "sqlite": "BINARY"}
LINES_A_PIECE = 2_000


class Altered(Exception):
    """Codes that a sealed file is made of were changed behind the portal's back."""


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


def put_down(release: Release) -> None:
    """Write the file and note its digest and number of rows in the release, which is not saved."""
    content = b"".join(pieces(lines(release)))
    release.sha256 = hashlib.sha256(content).hexdigest()
    release.row_count = content.count(b"\n") - 1
    # The digest in the name: the same content is the same file, other content never is.
    name = f"releases/{release.file_name.removesuffix('.csv')}-{release.sha256[:12]}.csv"
    storage = release.file.storage
    if storage.exists(name) and _digest(storage.open(name)) != release.sha256:
        storage.delete(name)  # left half written by a sealing that was broken off
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    release.file.name = name


def opened(release: Release) -> File:
    """The sealed file; made anew, the same to the byte, where a restored server lacks it.

    Raises ``Altered`` where what would be given out has not the digest of the release.
    """
    if release.file and release.file.storage.exists(str(release.file)):
        kept = File(release.file.open("rb"))
        if _digest(kept) == release.sha256:
            return kept
        kept.close()
    content = ContentFile(b"".join(pieces(lines(release))))
    if _digest(content) != release.sha256:
        raise Altered(f"The figures of release {release} do not have its digest any more.")
    return content


def _digest(file: File) -> str:
    found = hashlib.sha256()
    for piece in file.chunks():
        found.update(piece)
    file.seek(0)
    return found.hexdigest()
