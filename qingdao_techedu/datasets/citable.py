"""What can be cited: subjects register how a question to them becomes a snapshot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.module_loading import import_string

Spoken = dict[str, str]  # a text by the code of its language


@dataclass(frozen=True)
class Snapshot:
    """A table as it was answered, without anything that later visits could change.

    ``query`` is canonical: asked again it lays out the same table, of the years it had then.
    ``content`` is JSON: ``title``, ``definition``, ``head``, ``total`` and ``legend`` by language,
    ``narrowed`` (label and values by language), ``rowsBy``, ``columns`` and ``rows`` with codes and
    labels by language, ``cells`` of ``value`` or ``symbol``, ``totals``, ``hasRowTotals`` and the
    ``releases``.
    """

    query: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Fate:
    """What became of a release that a snapshot rests on: replaced by another, or withdrawn."""

    release: str
    replaced_by: str
    address: str
    note: str


@dataclass(frozen=True)
class Citable:
    """A kind of table that can be cited.

    ``snapshot`` raises ``ValidationError`` where a question has no answer; ``fates`` takes the
    releases of a snapshot and names those that are not current any more. ``withdrawn`` takes a
    snapshot and says why it may not be shown any more; blank where it may.
    """

    code: str
    page: str  # name of the address that shows the live table
    snapshot: Callable[[QueryDict], Snapshot]
    fates: Callable[[list[dict[str, Any]]], list[Fate]]
    withdrawn: Callable[[Snapshot], str]


_paths: list[str] = []


def register(path: str) -> None:
    """Add a kind of table by the dotted name of its declaration."""
    if path not in _paths:
        _paths.append(path)


def citable(code: str) -> Citable:
    """The kind of table under a code. Raises ``KeyError``."""
    return {one.code: one for one in map(import_string, _paths)}[code]
