"""What a cell says wherever it is written for people's programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Generic, TypeVar

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Key = TypeVar("Key")
Made = TypeVar("Made")


class Memo(dict, Generic[Key, Made]):
    """What is made of each key, made once. It forgets all when it has grown large."""

    most = 10_000

    def __init__(self, make: Callable[[Key], Made]):
        super().__init__()
        self.make = make

    def __missing__(self, key: Key) -> Made:
        if len(self) >= self.most:
            self.clear()
        made = self[key] = self.make(key)
        return made


def without_formula(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def without_idle_zeros(cell: Decimal | None) -> str:
    """A decimal as it is spoken: ``43900.0000`` → ``43900``, ``35.7600`` → ``35.76``."""
    return "" if cell is None else format(cell.normalize(), "f")


def distinct(headings: Iterable[tuple[str, str]]) -> list[str]:
    """The labels of columns, each unlike every other whatever its case, given with their codes.

    A label that occurs again is followed by its code: databases tell no ``district`` from a
    ``District``, and two colleges may bear one name.
    """
    pairs = list(headings)
    often = Counter(label.casefold() for label, _code in pairs)
    told: list[str] = []
    taken: set[str] = set()
    for label, code in pairs:
        heading = f"{label} ({code})" if often[label.casefold()] > 1 and code else label
        number = 2
        while heading.casefold() in taken:
            heading, number = f"{label} ({number})", number + 1
        taken.add(heading.casefold())
        told.append(heading)
    return told
