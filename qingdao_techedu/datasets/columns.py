"""Columns that belong together, made alike in every data set: the rule of docs/data.md.

A code stands in ``NAME_code`` and what it is called beside it, in ``NAME_zh`` and ``NAME_en``; a
text that is kept in both languages in ``NAME_zh`` and ``NAME_en``. So a file is the same in every
language, and nobody needs a second file to understand the first.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Expression
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .bilingual import CHINESE, ENGLISH
from .registry import DATE, CodeList, Column

Words = str | Promise
Columns = tuple[Column, ...]

AS_KNOWN = _("As precise as known: year, month or day.")


def coded(
    name: str,
    label: Words,
    path: str | Callable[[str], Expression],
    description: Words,
    codes: CodeList,
    *,
    code_name: str = "",
) -> Columns:
    """A code of a list and its label in both languages; ``code_name`` where it has its own."""
    return (
        Column(
            code_name or f"{name}_code",
            label if code_name else of_code(label),
            path,
            description,
            codes=codes,
        ),
        Column(
            f"{name}_zh",
            in_chinese(label),
            path,
            _("What the code is called in Chinese."),
            codes=codes,
            spoken=CHINESE,
        ),
        Column(
            f"{name}_en",
            in_english(label),
            path,
            _("What the code is called in English."),
            codes=codes,
            spoken=ENGLISH,
        ),
    )


def texts(name: str, label: Words, path: str, description: Words) -> Columns:
    """A text that is kept in two fields, ``path`` with ``_zh`` and ``_en``."""
    same = _("The same in English; blank where there is none.")
    return (
        Column(f"{name}_zh", in_chinese(label), f"{path}_zh", description),
        Column(f"{name}_en", in_english(label), f"{path}_en", same),
    )


def dated(name: str, label: Words, path: str, description: Words = AS_KNOWN) -> Columns:
    """A date as precise as it is known, and beside it the day where that is known."""
    return (
        Column(name, label, path, description),
        Column(
            f"{name}_date",
            format_lazy(_("{name}: date"), name=label),
            path,
            _("The same as a date; blank unless the day is known."),
            DATE,
        ),
    )


def of_code(label: Words) -> Words:
    """``College`` → ``College code``."""
    return format_lazy(_("{name} code"), name=label)


def in_chinese(label: Words) -> Words:
    """``College`` → ``College (Chinese)``."""
    return format_lazy(_("{name} (Chinese)"), name=label)


def in_english(label: Words) -> Words:
    """``College`` → ``College (English)``."""
    return format_lazy(_("{name} (English)"), name=label)
