"""The words of a Word document (.docx): text, tables, notes, comments, and what was crossed out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingdao_techedu.spreadsheets.archives import Walker, unpacked
from qingdao_techedu.spreadsheets.refusals import Damaged

from .passages import Passage

TEXTS = re.compile(r"word/[^/]+\.xml|docProps/[^/]+\.xml")
BODY = "word/document.xml"
SPOKEN = ("t", "delText", "instrText")


class _Words(Walker):
    """Collects paragraphs, and rows of tables as their cells."""

    def __init__(self) -> None:
        self.passages: list[tuple[int, list[str]]] = []
        self.paragraph = self.depth = 0
        self.words: list[str] = []
        self.row: list[str] = []
        self.first = 0
        self.is_spoken = False

    def begins(self, name: str, given: dict[str, str]) -> None:
        if name == "p":
            self.paragraph += 1
        elif name == "tr":
            self.depth += 1
            if self.depth == 1:
                self.row, self.first = [], self.paragraph + 1
        elif name in ("tab", "br", "cr"):
            self.words.append(" ")
        self.is_spoken = name in SPOKEN

    def says(self, text: str) -> None:
        if self.is_spoken:
            self.words.append(text)

    def ends(self, name: str) -> None:
        self.is_spoken = False
        if name == "p" and not self.depth:
            self.passages.append((self.paragraph, ["".join(self.words)]))
            self.words = []
        elif name == "p":
            self.words.append("\n")
        elif name == "tc" and self.depth == 1:
            self.row.append("".join(self.words).strip("\n"))
            self.words = []
        elif name == "tr":
            self.depth -= 1
            if not self.depth:
                self.passages.append((self.first, self.row))


class _Plain(Walker):
    """All words of a part, whatever its elements mean."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def says(self, text: str) -> None:
        self.words.append(text)

    def ends(self, name: str) -> None:
        self.words.append("\n")


def passages(data: bytes) -> Iterator[Passage]:
    """Every paragraph and row of tables with its number. Raises ``FileRefused``."""
    parts = unpacked(data, TEXTS)
    if BODY not in parts:
        raise Damaged()
    for name, content in parts.items():
        if name.startswith("docProps/"):
            yield plain_passage(name, content)
            continue
        words = _Words()
        words.walk(content)
        heading: list[str] = []
        for number, cells in words.passages:
            heading = heading or cells if len(cells) > 1 else []
            yield Passage(cells, _placed(name, number), heading)


def plain_passage(name: str, content: bytes) -> Passage:
    """All words of a part of an archive, told by the name of the part."""
    words = _Plain()
    words.walk(content)
    return Passage(["".join(words.words)], lambda _cell, _line: name)


def _placed(name: str, number: int):
    spoken = _("paragraph %(number)d") % {"number": number}
    place = spoken if name == BODY else f"{name.removeprefix('word/')}, {spoken}"
    return lambda _cell, _line: place
