"""Cells that name other records: all that a column may name are fetched at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from qingdao_techedu.normalization.typed import plain

from .problems import Unclear

AT_ONCE = 500  # values in one query: SQLite counts them
COMPARED = 5_000  # names among which near ones are looked for
ADVISED = 50  # unknown texts for which that is done

T = TypeVar("T")


@dataclass(frozen=True)
class NotYet:
    """A record that the same file brings: it has no number yet."""

    text: str


class References:
    """The records of a model by the texts that may name them.

    ``by`` are ways that are tried in turn, ``coming`` texts of records that the same file brings.
    """

    def __init__(self, model: Any, by: Sequence[tuple[str, ...]], coming: Iterable[str] = ()):
        self.model, self.by = model, by
        self.coming = frozenset(coming)
        self.advised = 0

    @cached_property
    def ways(self) -> list[dict[str, set[int]]]:
        """For each way the numbers of the records by what may be written of them."""
        return _by_texts(self.model, self.by)

    def of(self, text: str) -> Any:
        """The number of the record, or ``NotYet``. Raises ``Unclear``."""
        wanted = plain(text)
        numbers = next((way[wanted] for way in self.ways if wanted in way), set())
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
            self._advice(wanted),
        )

    def _advice(self, wanted: str) -> str:
        usual = _("Write it as it stands in the portal, or enter it there first.")
        self.advised += 1
        if self.advised > ADVISED:
            return usual
        known = [text for way in self.ways for text in way][:COMPARED]
        near = difflib.get_close_matches(wanted, known, n=3)
        told = _("Near to it: %(texts)s.") % {"texts": ", ".join(near)} if near else ""
        return f"{told} {usual}".strip()


def _by_texts(model: Any, by: Sequence[tuple[str, ...]]) -> list[dict[str, set[int]]]:
    """For each way the numbers of the records by what is written of them."""
    lookups = list(dict.fromkeys(lookup for way in by for lookup in way))
    ways: list[dict[str, set[int]]] = [{} for _way in by]
    for number, *values in model._base_manager.values_list("pk", *lookups):
        told = dict(zip(lookups, values, strict=True))
        for found, way in zip(ways, by, strict=True):
            parts = [str(told[lookup] or "") for lookup in way]
            if all(parts):
                found.setdefault(plain("/".join(parts)), set()).add(number)
    return ways


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """``items`` in pieces that a query can hold."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
