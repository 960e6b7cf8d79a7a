"""Which files know of a subject, or of a field, beside those that are its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from audit.structure.checkouts import Checkout, File

SUBJECTS = ("colleges", "chains", "enrollment", "conferences", "awards")
# Fields of a college that come along like any other (``College.email``, say), under names that
# nothing else bears.
FIELDS = ("confirmed_on", "sponsor_zh")
INSTRUMENTS = {"structure", "answers"}  # in rooms named audit: they count, and do not count
COMMENTS = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def is_of_a_subject(file: File, subjects: tuple[str, ...] = SUBJECTS) -> bool:
    """Whether a file lies in a subject's folder or bears its name: ``pages/test_awards.py``."""
    words = {word for part in file.parts for word in re.split(r"[_.-]", part)}
    return not words.isdisjoint(subjects)


def named_by(file: File, subjects: tuple[str, ...] = SUBJECTS) -> set[str]:
    """The subjects that a file names, other than in comments and docstrings."""
    said = _said(file)
    return {one for one in subjects if re.search(rf"(?<![A-Za-z_]){one}(?![A-Za-z_])", said)}


def outside(checkout: Checkout, subjects: tuple[str, ...] = SUBJECTS) -> dict[File, set[str]]:
    """The files of no subject that name one, with those that they name."""
    others = (one for one in checkout.files if not is_of_a_subject(one, subjects))
    named = {file: named_by(file, subjects) for file in others if not _is_an_instrument(file)}
    return {file: found for file, found in named.items() if found}


def lists(named: dict[File, set[str]], subjects: tuple[str, ...] = SUBJECTS) -> list[File]:
    """The files that a new subject must be entered into, since all others stand there."""
    return [file for file, found in named.items() if found == set(subjects)]


def with_field(checkout: Checkout, field: str) -> list[File]:
    """The files of the house that name a field, as one word."""
    word = re.compile(rf"\b{field}\b")
    house = (one for one in checkout.files if checkout.is_of_the_house(one))
    return [one for one in house if word.search(one.text)]


def _is_an_instrument(file: File) -> bool:
    return "audit" in file.parts and not INSTRUMENTS.isdisjoint(file.parts)


def _said(file: File) -> str:
    if not file.is_python:
        return COMMENTS.sub("", file.text)
    return "\n".join(_said_in_python(file.tree))


def _said_in_python(tree: ast.Module) -> Iterator[str]:
    """Imports, names and strings; a string that stands alone is a docstring."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom():
                yield f"{node.module} " + " ".join(one.name for one in node.names)
            case ast.Import():
                yield " ".join(one.name for one in node.names)
            case ast.Constant(value=str() as text) if id(node) not in alone:
                yield text
            case ast.Name(id=name):
                yield name
