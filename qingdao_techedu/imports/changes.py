"""What a file would change, line by line, as somebody reads it before agreeing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 500  # changes on a page; all of them are taken


@dataclass(frozen=True)
class CellChange:
    """One cell of a file: its line (0: it stands in none), what it is of, old and new text."""

    line: int
    what: str
    before: str
    after: str


def summarized(changes: Sequence[CellChange], unchanged: int, count: int = 0) -> dict[str, Any]:
    """The inputs of ``imports/_changes.html``: the first changes, of ``count`` if that is more."""
    shown = sorted(changes[:SHOWN], key=lambda one: one.line)
    return {
        "changes": shown,
        "unshown_count": max(count, len(changes)) - len(shown),
        "unchanged": unchanged,
    }
