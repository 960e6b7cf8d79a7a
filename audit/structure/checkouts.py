"""The files of a checkout: source of rooms, templates, tests, tools and documents."""

from __future__ import annotations

import ast
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TEXT = {".py", ".html", ".txt", ".css", ".js", ".csv", ".toml", ".conf", ".sh", ".mjs", ""}
NOT_OURS = {"var", "node_modules", "__pycache__"}
WORDS = {"locale", "migrations", "LICENSE", "Makefile"}  # made by commands, or about none of it


@dataclass(frozen=True)
class File:
    """A file of text; ``name`` is its place in the checkout, with slashes."""

    name: str
    text: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("/"))

    @property
    def is_python(self) -> bool:
        return self.name.endswith(".py")

    @property
    def is_document(self) -> bool:
        return self.name.endswith(".md")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)


@dataclass(frozen=True)
class Checkout:
    """A folder with a state of the project; ``roots`` are the packages that its rooms lie in."""

    folder: Path

    @cached_property
    def roots(self) -> tuple[str, ...]:
        project = tomllib.loads((self.folder / "pyproject.toml").read_text(encoding="utf-8"))
        return tuple(project["tool"]["importlinter"]["root_packages"])

    @cached_property
    def files(self) -> list[File]:
        """All that people write, in the order of their names; migrations and catalogs apart."""
        return [
            File(path.relative_to(self.folder).as_posix(), path.read_text(encoding="utf-8"))
            for path in sorted(_paths(self.folder))
        ]

    @property
    def source(self) -> list[File]:
        """The Python files of the rooms."""
        return [one for one in self.files if one.is_python and one.parts[0] in self.roots]

    @property
    def templates(self) -> list[File]:
        return [one for one in self.files if one.parts[0] == "templates"]

    @property
    def tests(self) -> list[File]:
        return [one for one in self.files if one.is_python and one.parts[0] == "tests"]

    def is_of_the_house(self, file: File) -> bool:
        """Whether the portal runs on it: no test, no tool, no document."""
        shown = {*self.roots, "templates", "static", "deploy", "pyproject.toml"}
        return file.parts[0] in shown and not file.is_document


def _paths(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [
            name for name in folders if name not in NOT_OURS | WORDS and not name.startswith(".")
        ]
        for name in names:
            path = Path(place, name)
            if name.startswith((".", "requirements")) or name in WORDS or path.is_symlink():
                continue
            if path.suffix in TEXT | {".md"}:
                yield path
