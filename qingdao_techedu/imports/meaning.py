"""What the text of a cell means to a column, as clerks write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.dates.partial import PartialDateField, partial_date
from qingdao_techedu.normalization.forms import validate_visible
from qingdao_techedu.normalization.typed import (
    digits,
    halfwidth,
    in_one_line,
    plain,
    without_invisible,
)
from qingdao_techedu.spreadsheets.formats import Day

from .declaring import LANGUAGES, ImportColumn, ImportTable
from .problems import Unclear
from .references import References

CLEAR_MARKS = ("<clear>", "<清空>")
# The mark in other brackets, and what somebody may take for it.
LIKE_A_MARK = re.compile(r"[<《〈«‹]+(?:clear|清空)[>》〉»›]+")
NEAR_A_MARK = re.compile(
    r"[<《〈«‹\[【〖「『({]+(?:clear(?:ed)?|清空|清除|清零|删除|置空|空白?|empty|delete|null|none)"
    r"[>》〉»›\]】〗」』)}]+|clear|清空|清除|置空|[<《〈«‹](?:clear|清空)|(?:clear|清空)[>》〉»›]"
)
NOTHING = frozenset({"无", "暂无", "没有", "n/a", "null", "none", "nil"})
YES_AND_NO = {True: gettext_lazy("Yes"), False: gettext_lazy("No")}
# A spreadsheet writes 2024.10 so, and nobody can tell the two apart.
AMBIGUOUS = re.compile(r"\d{4}\.1", re.ASCII)
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+", re.ASCII)
SHORN = re.compile(r"(?!400|800)[2-9]\d{9,10}", re.ASCII)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
LOST = re.compile(r"[?？]{2,}")
# Where a cell is broken into lines inside Chinese text, nothing stood.
BREAK_IN_HAN = re.compile(r"(?<=[\u3400-\u9fff（）])\s*\n\s*(?=[\u3400-\u9fff（）])")


class Meaning:
    """What texts mean to one column; the same text is asked for only once."""

    def __init__(self, table: ImportTable, column: ImportColumn, coming: Iterable[str] = ()):
        self.column, self.field = column, table.field_of(column)
        self.is_free = isinstance(self.field, models.TextField)
        self.value = _value_by(table, column, coming)
        self.known: dict[str, Any] = {}

    def of(self, text: str) -> Any:
        """The value of a cell that is not blank. Raises ``Unclear``."""
        if isinstance(text, Day):  # equal to a text, but not as good as one
            found = self._asked(text)
        elif text in self.known:
            found = self.known[text]
        else:
            found = self.known[text] = self._asked(text)
        if isinstance(found, Unclear):
            raise found
        return found

    def _asked(self, text: str) -> Any:
        try:
            return self._understood(text)
        except Unclear as unclear:
            unclear.way_out = unclear.way_out or _example(self.column)
            return unclear
        except ValidationError as error:
            return Unclear(" ".join(error.messages), _example(self.column))

    def _understood(self, text: str) -> Any:
        if is_clear_mark(text):
            return self._emptied()
        self._refuse_what_says_nothing(text)
        seen = without_invisible(text) if self.is_free else in_one_line(BREAK_IN_HAN.sub("", text))
        validate_visible(seen)
        return self.value(text if isinstance(text, Day) else seen)

    def _emptied(self) -> Any:
        if self.field is None:
            raise Unclear(_("this cell cannot be emptied."))
        return emptied(self.field)

    def _refuse_what_says_nothing(self, text: str) -> None:
        wanted = plain(text)
        if NEAR_A_MARK.fullmatch(wanted) or (wanted in NOTHING and not self.is_free):
            raise Unclear(
                _("is no value."),
                _("Leave the cell blank to keep what is there, or write %(mark)s to empty it.")
                % {"mark": " / ".join(CLEAR_MARKS)},
            )
        if LOST.fullmatch(text):
            raise Unclear(
                _("the text was lost when the file was saved."),
                _("Save the file as “CSV UTF-8” or as XLSX."),
            )


def is_clear_mark(text: str) -> bool:
    """Whether the text is the mark, however wide and whatever its pointed brackets."""
    return text[:1] in "<＜《〈«‹ \u3000" and bool(LIKE_A_MARK.fullmatch(plain(text)))


def emptied(field: Any) -> Any:
    """What a field holds when it holds nothing."""
    return "" if field.empty_strings_allowed and not field.null else None


def _value_by(
    table: ImportTable, column: ImportColumn, coming: Iterable[str]
) -> Callable[[str], Any]:
    """How the texts of a column are understood once they are seen to be texts."""
    field = table.field_of(column)
    if column.by:
        return _named(References(table.names_of(column), column.by, coming), column.digits)
    if column.kind:
        return column.kind.value
    if field.choices:
        return chosen_among(lambda: choices_of_field(field))
    if isinstance(field, models.BooleanField):
        return _truth
    if isinstance(field, PartialDateField | models.DateField):
        return lambda text: field.clean(iso_date(text), None)
    if isinstance(field, models.DecimalField | models.FloatField | models.IntegerField):
        return lambda text: field.clean(_number(text), None)
    if field.name == "phone":
        return lambda text: field.clean(_telephone(text), None)
    if column.digits or is_code(field):
        return lambda text: field.clean(_code(text, column.digits), None)
    return lambda text: field.clean(_words(text), None)


def _telephone(text: str) -> str:
    """A number with its area code, from which a spreadsheet takes the zero that it begins with."""
    written = _code(text, 0)
    if SHORN.fullmatch(written):
        raise Unclear(
            _("the zero before the area code is missing."),
            _("Format the column as text and type it again."),
        )
    return written


def is_code(field: Any) -> bool:
    """Whether a field's letters and digits are those of ASCII, however wide they were typed."""
    return isinstance(field, models.SlugField | models.URLField) or field.name == "code"


def _named(records: References, width: int) -> Callable[[str], Any]:
    return lambda text: records.of(_code(text, width) if width else text)


def _words(text: str) -> str:
    if isinstance(text, Day):
        raise Unclear(
            _("the spreadsheet has made a date of the text."),
            _("Format the column as text and type it again."),
        )
    if text in ("TRUE", "FALSE"):
        raise Unclear(
            _("the spreadsheet has made yes or no of the text."),
            _("Format the column as text and type it again."),
        )
    if SCIENTIFIC.fullmatch(text):
        raise Unclear(
            _("the spreadsheet has shortened the number: its digits are lost."),
            _("Format the column as text and type it again."),
        )
    return str(text)


def _code(text: str, width: int) -> str:
    """A code in ASCII with the zeros before it that a spreadsheet takes for idle."""
    code = digits(_words(text)) if width else halfwidth(_words(text)).strip()
    return code.zfill(width) if code.isdecimal() else code


def _number(text: str) -> str:
    """A number with a point and digits alone: what a comma means differs from place to place."""
    written = halfwidth(text).strip()
    if not NUMBER.fullmatch(written):
        raise Unclear(_("is no number: digits and a decimal point alone."))
    return written


def iso_date(text: str) -> str:
    """A date as our fields write it, as precise as it is said: ``2024年12月`` → ``2024-12``.

    What is no date stays as it is, for the field to refuse.
    """
    written = halfwidth(text).strip()
    try:
        return written if AMBIGUOUS.fullmatch(written) else partial_date(written)
    except ValueError:
        return written


def year_of(text: str) -> int:
    """A year as people write it: ``２０２５``, ``2025年``, ``2025年度``. Raises ``Unclear``."""
    written = re.sub("(?:年度?|年)$", "", digits(text))
    if not re.fullmatch(r"\d{4}", written, re.ASCII):
        raise Unclear(_("is no year of four digits."))
    return int(written)


def spoken_choices(table: ImportTable, column: ImportColumn) -> dict[Any, list[str]]:
    """Each value of a list of choices with its labels in both languages."""
    return spoken(lambda: choices_of(table, column))


def spoken(choices: Callable[[], list[tuple[Any, Any]]]) -> dict[Any, list[str]]:
    labels: dict[Any, list[str]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for value, label in choices():
                if str(label) not in labels.setdefault(value, []):
                    labels[value].append(str(label))
    return labels


def choices_of(table: ImportTable, column: ImportColumn) -> list[tuple[Any, Any]]:
    """The values a column may have and their labels; empty where it is not a list."""
    if column.kind:
        return column.kind.choices()
    return [] if column.by else choices_of_field(table.field_of(column))


def choices_of_field(field: Any) -> list[tuple[Any, Any]]:
    if isinstance(field, models.BooleanField):
        return list(YES_AND_NO.items())
    return [(value, label) for value, label in field.flatchoices if value not in ("", None)]


def chosen_among(choices: Callable[[], list[tuple[Any, Any]]]) -> Callable[[str], Any]:
    """The value whose code or label in either language a text is; raises ``Unclear``."""
    return lambda text: _chosen(choices(), spoken(choices))(text)


def _chosen(choices: list[tuple[Any, Any]], labels: dict[Any, list[str]]) -> Callable[[str], Any]:
    meant = {plain(one): value for value, told in labels.items() for one in (str(value), *told)}

    def value(text: str) -> Any:
        if (wanted := plain(text)) not in meant:
            raise Unclear(_("is not in the list."), _one_of([str(label) for _v, label in choices]))
        return meant[wanted]

    return value


def _truth(text: str) -> bool:
    wanted = plain(text)
    if wanted in {"yes", "true", "1", "是", "y", "√", "✓"}:
        return True
    if wanted in {"no", "false", "0", "否", "n", "×"}:
        return False
    raise Unclear(_("is neither yes nor no."), _one_of([str(word) for word in YES_AND_NO.values()]))


def _one_of(words: list[str]) -> str:
    return _("Write one of: %(words)s.") % {"words": ", ".join(words)}


def _example(column: ImportColumn) -> str:
    return _("For example: %(example)s.") % {"example": column.example} if column.example else ""
