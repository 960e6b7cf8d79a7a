"""What changed between two versions of a year, told by the groups in which both are published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from colleges.enrollment.disclosure.leaves import CollectedVersion
from colleges.enrollment.disclosure.publication import PublishedRow, PublishedYear

Told = tuple[int | Decimal | None, str]


class PublishedChange(NamedTuple):
    """A published figure that differs; ``old`` or ``new`` is None where a version has none."""

    row: PublishedRow
    old: Told | None
    new: Told | None


def changes(
    published: PublishedYear, earlier: CollectedVersion, later: CollectedVersion
) -> Iterator[PublishedChange]:
    """Every published figure of the two versions that is not the same in both."""
    before, after = _by_group(published, earlier), _by_group(published, later)
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        row = new or old
        if row and _told(old) != _told(new):
            yield PublishedChange(row, _told(old), _told(new))


def _by_group(published: PublishedYear, version: CollectedVersion) -> dict[tuple, PublishedRow]:
    return {(*row[2:10],): row for row in published.rows_of(version)}


def _told(row: PublishedRow | None) -> Told | None:
    return None if row is None else (row.value, row.symbol)
