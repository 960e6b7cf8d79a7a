"""Where rooms tell of words for the public that stand in no published record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.module_loading import import_string

Texts = Callable[[], Iterable[tuple[str, str]]]
_paths: list[str] = []


def register(path: str) -> None:
    """Have the function at a dotted path asked for texts, each with the place where it stands."""
    if path not in _paths:
        _paths.append(path)


def registered() -> list[Texts]:
    return [import_string(path) for path in _paths]
