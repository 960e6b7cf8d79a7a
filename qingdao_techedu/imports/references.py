"""Cells that name other records: found all at once, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from .declaring import Column
from .meaning import Unclear

AT_ONCE = 500  # values in one query: SQLite counts them

T = TypeVar("T")


@dataclass(frozen=True)
class NotYet:
    """A record that the same file brings: it has no number yet."""

    text: str


class References:
    """The records that the cells of one column name, by the cells' texts."""

    def __init__(
        self, column: Column, field: Any, texts: Iterable[str], coming: Iterable[str] = ()
    ):
        self.model = field.related_model
        self.coming = frozenset(coming)
        self.found: dict[str, set[int]] = {}
        unknown = set(texts)
        for way in column.by:
            self._look(way, unknown)
            unknown -= self.found.keys()

    def of(self, text: str) -> Any:
        """The number of the record, or ``NotYet``. Raises ``Unclear``."""
        numbers = self.found.get(text, set())
        if len(numbers) == 1:
            return next(iter(numbers))
        if numbers:
            raise Unclear(
                _("%(count)d records bear this name.") % {"count": len(numbers)},
                _("Write the code instead."),
            )
        if text in self.coming:
            return NotYet(text)
        raise Unclear(
            _("there is no such record (%(kind)s).") % {"kind": self.model._meta.verbose_name},
            _("Write it as it stands in the portal, or enter it there first."),
        )

    def _look(self, way: tuple[str, ...], texts: set[str]) -> None:
        """Find records by one way, whose parts are joined by ``/`` in the cell."""
        wanted = {text: tuple(text.split("/", len(way) - 1)) for text in texts}
        by_parts = {parts: text for text, parts in wanted.items() if len(parts) == len(way)}
        for some in batches(sorted(by_parts)):
            # Each part by itself: a few too many are fetched, and compared whole below.
            lookup = {f"{name}__in": {parts[n] for parts in some} for n, name in enumerate(way)}
            candidates = self.model._base_manager.filter(**lookup)
            for number, *values in candidates.values_list("pk", *way):
                text = by_parts.get(tuple(map(str, values)))
                if text is not None:
                    self.found.setdefault(text, set()).add(number)


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """``items`` in pieces that a query can hold."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
