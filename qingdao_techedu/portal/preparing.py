"""Commands that subjects have run after each update, once migrations and reference facts are in."""

from __future__ import annotations

from typing import Any

_commands: dict[str, dict[str, Any]] = {}


def register(command: str, **options: Any) -> None:
    """Name a command, and its options; where nothing is to be done it ends at once."""
    _commands[command] = options


def registered() -> list[tuple[str, dict[str, Any]]]:
    return list(_commands.items())
