"""What rooms above bring to the sealing of a release, by dotted names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.module_loading import import_string

_ledger_checks: list[str] = []


def register_ledger_check(dotted_name: str) -> None:
    """Add a comparison: a function that takes a release and answers ``reconciliation.Residual``."""
    if dotted_name not in _ledger_checks:
        _ledger_checks.append(dotted_name)


def ledger_checks() -> Iterator[Callable[..., Any]]:
    yield from map(import_string, _ledger_checks)
