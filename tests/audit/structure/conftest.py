"""Houses of a few files, made for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audit.structure.checkouts import Checkout

PROJECT = '[tool.importlinter]\nroot_packages = ["alpha"]\n'


@pytest.fixture
def house(tmp_path) -> Callable[[dict[str, str]], Checkout]:
    """Writes files, by their names, into a checkout whose rooms lie in ``alpha``."""

    def build(files: dict[str, str]) -> Checkout:
        for name, text in {"pyproject.toml": PROJECT, **files}.items():
            place: Path = tmp_path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return Checkout(tmp_path)

    return build
