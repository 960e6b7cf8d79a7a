"""Searching a file that is to be published, by what its bytes are, whatever it is called."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qingdao_techedu.spreadsheets.refusals import Protected, TooLarge

from . import documents, pdfs, texts, workbooks
from .cells import in_cells
from .kinds import Finding
from .passages import Passage

MAX_BYTES = 40 * 2**20
LONGEST = 2**20  # characters of one passage
MAX_SECONDS = 120  # looked at between passages
ZIP, OLE, PDF = b"PK", b"\xd0\xcf\x11\xe0", b"%PDF-"


@dataclass(frozen=True)
class InFile:
    """A finding, the file, and the place in it: a line, a cell, a paragraph, a page."""

    file: str
    place: str
    finding: Finding

    def __str__(self) -> str:
        return _("%(file)s, %(place)s: %(kind)s %(shown)s") % {
            "file": self.file,
            "place": self.place,
            "kind": self.finding.kind.label,
            "shown": self.finding.shown,
        }


def in_file(name: str, data: bytes) -> list[InFile]:
    """The personal numbers in CSV, plain text, XLSX, DOCX or PDF.

    Raises ``FileRefused`` for a file that cannot be searched: such a file is not published either.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge()
    began = time.monotonic()
    found: dict[tuple[str, str], InFile] = {}
    for passage in _passages(data):
        if sum(map(len, passage.cells)) > LONGEST or time.monotonic() - began > MAX_SECONDS:
            raise TooLarge()
        for one in in_cells(passage.cells, passage.heading):
            place = passage.place(one.cell, one.finding.line)
            found.setdefault((place, one.finding.shown), InFile(name, place, one.finding))
    return list(found.values())


def _passages(data: bytes) -> Iterator[Passage]:
    if data.startswith(OLE):
        raise Protected()
    if data.lstrip()[:5] == PDF or PDF in data[:1024]:
        return pdfs.passages(data)
    if data.startswith(ZIP):
        is_document = documents.BODY.encode() in data
        return documents.passages(data) if is_document else workbooks.passages(data)
    return texts.passages(data)
