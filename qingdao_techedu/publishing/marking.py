"""What differs between two texts, word by word, so that a reader need not compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_WORDS = 3_000  # beyond, whole sentences are compared; beyond that again, nothing is
WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.S)  # a Chinese character stands for itself
SENTENCE = re.compile(r"[^。！？.!?\n]*[。！？.!?\n]|[^。！？.!?\n]+")
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True)
class MarkedPart:
    """A stretch of a text that stayed, went or came."""

    kind: str
    text: str

    @property
    def is_gone(self) -> bool:
        return self.kind == GONE

    @property
    def is_new(self) -> bool:
        return self.kind == NEW


def marked(before: str, after: str) -> list[MarkedPart]:
    """Both texts as one, with what went and what came marked."""
    for pattern in (WORD, SENTENCE):
        old, new = pattern.findall(before), pattern.findall(after)
        if max(len(old), len(new)) <= MAX_WORDS:
            return list(_compared(old, new))
    return [MarkedPart(GONE, before), MarkedPart(NEW, after)]


def _compared(old: list[str], new: list[str]) -> Iterator[MarkedPart]:
    gone: list[str] = []
    came: list[str] = []
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        stayed = "".join(old[a:b]) if act == "equal" else ""
        is_between_two = bool(gone or came) and b < len(old) and d < len(new)
        # One character that stayed between two that changed only confuses the reader.
        if act == "equal" and (len(stayed.strip()) > 1 or not is_between_two):
            yield from _told(gone, came)
            gone, came = [], []
            yield MarkedPart(SAME, stayed)
        else:
            gone += old[a:b]
            came += new[c:d]
    yield from _told(gone, came)


def _told(gone: list[str], came: list[str]) -> Iterator[MarkedPart]:
    if gone:
        yield MarkedPart(GONE, "".join(gone))
    if came:
        yield MarkedPart(NEW, "".join(came))
