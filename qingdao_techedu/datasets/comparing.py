"""A table as it was cited beside what the same question is answered with now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .citing import spoken

TOTAL = "*"  # no code is written so
Cell = dict[str, Any]
Place = tuple[str, str]


@dataclass(frozen=True)
class CellDifference:
    """A cell that is not what it was; None where there is no such cell."""

    row: str
    column: str
    then: Cell | None
    now: Cell | None

    @property
    def is_rate(self) -> bool:
        return any("denominator" in cell for cell in (self.then, self.now) if cell)

    @property
    def amount(self) -> float | None:
        """Now less then, where both are numbers."""
        then, now = (cell["value"] if cell else None for cell in (self.then, self.now))
        return None if then is None or now is None else round(now - then, 1)


def differences(then: dict[str, Any], now: dict[str, Any]) -> list[CellDifference]:
    """Every cell of two contents that differs, in the order of the older and then of the newer."""
    old, new = _cells(then), _cells(now)
    labels = _labels(now) | _labels(then)
    return [
        CellDifference(labels["row", row], labels["column", column], old.get(place), new.get(place))
        for place in [*old, *(one for one in new if one not in old)]
        for row, column in [place]
        if old.get(place) != new.get(place)
    ]


def _cells(content: dict[str, Any]) -> dict[Place, Cell]:
    codes = [head["code"] for head in content["columns"]]
    rows = [(row["code"], row) for row in content["rows"]]
    if content["totals"]:
        rows.append((TOTAL, content["totals"]))
    found: dict[Place, Cell] = {}
    for code, row in rows:
        cells = [*zip(codes, row["cells"], strict=True), (TOTAL, row["total"])]
        found |= {(code, column): cell for column, cell in cells if cell is not None}
    return found


def _labels(content: dict[str, Any]) -> dict[tuple[str, str], str]:
    total = spoken(content["total"])
    found = {("row", TOTAL): total, ("column", TOTAL): total}
    found |= {("row", row["code"]): spoken(row["label"]) for row in content["rows"]}
    return found | {("column", one["code"]): spoken(one["label"]) for one in content["columns"]}
