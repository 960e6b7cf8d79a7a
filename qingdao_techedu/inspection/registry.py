"""What a site inspection would look at: checks brought by rooms and subjects, with their rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.module_loading import import_string

MAX_SHOWN = 50


@dataclass(frozen=True)
class InspectionFinding:
    """One thing to mend, the address at the desk where that is done, and since when it is so.

    ``kind``: of what kind the record is, where a check names records of several.
    """

    text: str
    address: str = ""
    since: datetime.date | None = None
    kind: str = ""


@dataclass(frozen=True)
class CheckResult:
    """What a check found: how many in all, the first of them, and among how many it looked."""

    findings: list[InspectionFinding] = field(default_factory=list)
    count: int = 0
    looked_at: int = 1

    @classmethod
    def of(cls, findings: Iterable[InspectionFinding], looked_at: int = 1) -> CheckResult:
        found = list(findings)
        return cls(found[:MAX_SHOWN], len(found), looked_at)

    @property
    def is_empty(self) -> bool:
        """Nothing is there that could be in order: no praise for what does not exist."""
        return not self.count and not self.looked_at

    @property
    def by_kind(self) -> list[tuple[str, list[InspectionFinding]]]:
        """The findings in groups of a kind each, in the order in which the kinds occur."""
        groups: dict[str, list[InspectionFinding]] = {}
        for one in self.findings:
            groups.setdefault(one.kind, []).append(one)
        return list(groups.items())

    @property
    def not_shown(self) -> int:
        return self.count - len(self.findings)


@dataclass(frozen=True)
class Check:
    """A question to the whole portal. ``is_fault``: an inspection would count it."""

    code: str
    title: Any
    rule: Any
    find: Callable[[], CheckResult]
    is_fault: bool = True


_names: list[str] = []


def register(dotted_name: str) -> None:
    """Add a check by dotted name, since apps register before their models can be imported."""
    if dotted_name not in _names:
        _names.append(dotted_name)


def inspect() -> list[tuple[Check, CheckResult]]:
    """Every check with what it finds now: faults first, what is in order last."""
    checks = [import_string(name) for name in _names]
    found = [(check, check.find()) for check in checks]
    return sorted(found, key=_urgency)


def _urgency(pair: tuple[Check, CheckResult]) -> tuple[bool, bool, bool]:
    check, found = pair
    return (found.count == 0, found.is_empty, not check.is_fault)
