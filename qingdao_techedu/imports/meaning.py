"""What the text of a cell means to a field of a model, as clerks write it."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.facts.cells import BadCell
from qingdao_techedu.facts.dates import PartialDateField, partial_date
from qingdao_techedu.normalization.typed import halfwidth, plain

from .declaring import LANGUAGES

CLEAR_MARKS = ("<clear>", "<清空>")
YES_AND_NO = {True: gettext_lazy("Yes"), False: gettext_lazy("No")}
# A spreadsheet writes 2024.10 so, and nobody can tell the two apart.
AMBIGUOUS = re.compile(r"\d{4}\.1", re.ASCII)


class Unclear(BadCell):
    """A cell cannot be understood; ``way_out`` says what could be."""

    def __init__(self, reason: str, way_out: str = ""):
        super().__init__("", reason)
        self.way_out = way_out


def is_clear_mark(text: str) -> bool:
    return plain(text) in CLEAR_MARKS


def emptied(field: Any) -> Any:
    """What a field holds when it holds nothing."""
    return "" if field.empty_strings_allowed and not field.null else None


def value_of(field: Any, text: str) -> Any:
    """The value that ``text`` means to a field of a record itself. Raises ``Unclear``."""
    if field.choices:
        return _choice(field, text)
    if isinstance(field, models.BooleanField):
        return _truth(text)
    if isinstance(field, PartialDateField | models.DateField):
        text = iso_date(text)
    elif not isinstance(field, models.CharField | models.TextField):
        text = halfwidth(text).strip()
    try:
        return field.clean(text, None)
    except ValidationError as error:
        raise Unclear(" ".join(error.messages)) from error


def iso_date(text: str) -> str:
    """A date as our fields write it, as precise as it is said: ``2024年12月`` → ``2024-12``.

    What is no date stays as it is, for the field to refuse.
    """
    written = halfwidth(text).strip()
    try:
        return written if AMBIGUOUS.fullmatch(written) else partial_date(written)
    except ValueError:
        return written


def spoken_choices(field: Any) -> dict[Any, list[str]]:
    """Each value of a list of choices with its labels in both languages."""
    labels: dict[Any, list[str]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for value, label in choices_of(field):
                if str(label) not in labels.setdefault(value, []):
                    labels[value].append(str(label))
    return labels


def choices_of(field: Any) -> list[tuple[Any, Any]]:
    """The values a field may have and their labels; empty where it is not a list."""
    if isinstance(field, models.BooleanField):
        return list(YES_AND_NO.items())
    return [(value, label) for value, label in field.flatchoices if value not in ("", None)]


def _choice(field: Any, text: str) -> Any:
    wanted = plain(text)
    for value, labels in spoken_choices(field).items():
        if wanted in {plain(str(value)), *map(plain, labels)}:
            return value
    raise Unclear(
        _("is not in the list."), _one_of([str(label) for _v, label in choices_of(field)])
    )


def _truth(text: str) -> bool:
    wanted = plain(text)
    if wanted in {"yes", "true", "1", "是"}:
        return True
    if wanted in {"no", "false", "0", "否"}:
        return False
    raise Unclear(_("is neither yes nor no."), _one_of([str(word) for word in YES_AND_NO.values()]))


def _one_of(words: list[str]) -> str:
    return _("Write one of: %(words)s.") % {"words": ", ".join(words)}
