"""Sample data: invented records, labeled as such, that show what the portal does.

An app registers a maker in ``apps.py``; makers run in the order of registration, each on what
those before it made. ``loading`` loads and clears; ``clearing`` knows what may be removed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")

DEFAULT_SEED = 137


class SampleRefused(Exception):
    """The sample cannot be loaded or cleared; the text says why and what to do."""


class Progress(Protocol):
    """Hands on ``items`` one by one and tells a person how far it is."""

    def __call__(self, items: Iterable[T], label: str, total: int) -> Iterable[T]: ...


def silent(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    """Progress that nobody watches."""
    return items


@dataclass(frozen=True)
class Plan:
    """What a maker is asked for: ``scale`` sets of colleges, the same ones for the same seed."""

    seed: int = DEFAULT_SEED
    scale: int = 1
    progress: Progress = silent

    def random(self, *subject: object) -> random.Random:
        """Chance of its own for each subject, so that one maker never disturbs another."""
        return random.Random(f"{self.seed} {subject}")  # noqa: S311 (it guards nothing)


_makers: list[str] = []
_wholes: dict[str, str] = {}


def register(maker: str, **wholes: str) -> None:
    """Add a maker by dotted name, since apps register before their models can be imported.

    A maker takes a ``Plan`` and returns how many records it wrote. ``wholes`` names, for models
    without a provenance of their own, the field whose record lends them its provenance.
    """
    if maker not in _makers:
        _makers.append(maker)
    _wholes.update(wholes)


def registered() -> list[str]:
    return list(_makers)


def wholes() -> dict[str, str]:
    """Model labels, each with the field that points from a part to its whole."""
    return dict(_wholes)
