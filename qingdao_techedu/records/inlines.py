"""Rows that the desk shows on the page of every record that says where it comes from."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string

_paths: list[str] = []


def register(path: str) -> None:
    """Add an inline by its dotted name, since apps register before their models are there."""
    if path not in _paths:
        _paths.append(path)


def registered() -> list[Any]:
    return [import_string(path) for path in _paths]
