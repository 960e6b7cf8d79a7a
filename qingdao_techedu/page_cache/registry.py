"""What the public sees rests on tables and on moments: rooms name both in their ``apps.py``."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps


@dataclass(frozen=True)
class Governed:
    """A table whose changes make a new edition.

    ``inserts`` may be a condition in SQL on ``NEW`` for rows of which visitors see only some.
    """

    label: str
    inserts: bool | str = True
    updates: bool = True

    @property
    def table(self) -> str:
        return str(apps.get_model(self.label)._meta.db_table)


_governed: dict[str, Governed] = {}
_clocks: list[str] = []


def govern(label: str, *, inserts: bool | str = True, updates: bool = True) -> None:
    """Have every change of a model's table make a new edition, by whatever way it comes.

    A table that anonymous visitors write into, or every sign-in, leaves out what nobody sees:
    otherwise they would empty the page cache. Deletions always count.
    """
    _governed.setdefault(label, Governed(label, inserts, updates))


def governed() -> list[Governed]:
    return list(_governed.values())


def register_clock(path: str) -> None:
    """Add the dotted name of a function that answers ``clocks.Span`` for a moment.

    Wherever a public view, query or template asks what time it is, one must tell when the answer
    changes by itself.
    """
    if path not in _clocks:
        _clocks.append(path)


def clocks() -> list[str]:
    return list(_clocks)
