"""What our own data say about a reported figure: subjects register the sums they can make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from qingdao_techedu.records.provenance import Provenance


@dataclass(frozen=True)
class OwnSum:
    """Our own data's answer to a reported figure, with where to see it."""

    label: str
    value: int
    url: str
    provenance: Provenance


_makers: list[str] = []


def register(maker: str) -> None:
    """Offer the dotted name of a function that answers a figure with a list of our own sums."""
    if maker not in _makers:
        _makers.append(maker)


def own_sums(figure) -> list[OwnSum]:
    """Every sum of our own data that can be laid beside a ``ReportedFigure``."""
    return [own for maker in _makers for own in import_string(maker)(figure)]
