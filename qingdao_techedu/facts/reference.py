"""Reference facts: CSV files in the tree that become records and respect what staff changed.

An app registers its files in ``apps.py``, in the order in which they need each other. A file's
columns are the model's fields; a foreign key is written as its natural key (parts joined by
``/``), a list of related records by ``;``. Two more columns are understood for records with a
provenance: ``source`` (keys of sources) and ``locator`` (the place in the first of them).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class ReferenceTable:
    """A reference file and the model that its rows become."""

    path: Path
    model_label: str
    key: tuple[str, ...] = ("code",)
    always: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.path.parent.parent.name}/{self.path.name}"

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.model_label)


_tables: list[ReferenceTable] = []


def register(path: Path, model_label: str, **options: Any) -> None:
    """Add a file to what ``load_reference`` loads, after those registered before it."""
    table = ReferenceTable(path, model_label, **options)
    if table not in _tables:
        _tables.append(table)


def registered() -> list[ReferenceTable]:
    return list(_tables)
