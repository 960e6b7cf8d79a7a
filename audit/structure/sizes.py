"""How long files and functions are, and how many say what they promise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from audit.structure.checkouts import File

Function = ast.FunctionDef | ast.AsyncFunctionDef
Described = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, order=True)
class Size:
    """``lines`` of a file or a function, with its place."""

    lines: int
    place: str

    def __str__(self) -> str:
        return f"{self.lines} ({self.place})"


def of_files(files: list[File]) -> list[Size]:
    """Each file that is not empty."""
    return [Size(len(file.lines), file.name) for file in files if file.text.strip()]


def of_functions(files: list[File]) -> list[Size]:
    """Each function and method, from ``def`` to its last line."""
    return [
        Size((node.end_lineno or node.lineno) - node.lineno + 1, f"{file.name}:{node.name}")
        for file in files
        for node in _functions(file)
    ]


def share_described(files: list[File]) -> float:
    """The share of functions and classes, private ones too, that have a docstring."""
    nodes = [node for file in files for node in ast.walk(file.tree) if isinstance(node, Described)]
    return sum(ast.get_docstring(node) is not None for node in nodes) / max(len(nodes), 1)


def _functions(file: File) -> Iterator[Function]:
    return (node for node in ast.walk(file.tree) if isinstance(node, Function))
