"""What a figure may be, whoever brings it: an import, a return."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qingdao_techedu.normalization.typed import halfwidth, without_invisible

from .models import Observation
from .queries import OUTCOMES
from .writing import Figure, Key

# Of one group at one college; all students of the city are fewer.
MAX_PERSONS = 1_000_000
WHOLE = re.compile(r"\d{1,7}", re.ASCII)
NUMBER = re.compile(r"[+-]?[\d,.\s]+", re.ASCII)
SYMBOLS = frozenset(Observation.Symbol.values)

Group = tuple[int, int, str, str, str]  # a key without its measure


def figure_of(text: str) -> Figure:
    """The figure that a text means: a number of persons, or a symbol that says why there is none.

    Raises ``ValidationError`` with the rule that is broken.
    """
    symbol = _plain(text).lower()
    return (None, symbol) if symbol in SYMBOLS else (count_of(text), "")


def written(figure: Figure | None) -> str:
    """A figure as it is typed."""
    if figure is None:
        return ""
    value, symbol = figure
    return symbol if value is None else str(value)


def count_of(text: str) -> int:
    """A number of persons. Raises ``ValidationError`` with the rule that is broken."""
    text = _plain(text)
    if not WHOLE.fullmatch(text):
        raise ValidationError(_why_no_count(text))
    if int(text) > MAX_PERSONS:
        raise ValidationError(_too_many())
    return int(text)


def _plain(text: str) -> str:
    return halfwidth(without_invisible(text)).strip()


def _why_no_count(text: str) -> str:
    if not NUMBER.fullmatch(text):
        return _("a number of persons is written with digits alone.")
    if text.startswith("-"):
        return _("a number of persons is not negative.")
    if "," in text or " " in text:
        return _("a number of persons is written without commas and spaces.")
    if "." in text:
        return _("a number of persons is a whole number.")
    return _too_many() if text.isdigit() else _("a number of persons is written with digits alone.")


def _too_many() -> str:
    return _("a group has at most %(most)d persons.") % {"most": MAX_PERSONS}


def more_outcomes_than_graduates(
    figures: Mapping[Key, Figure], groups: Iterable[Group], measures: Mapping[str, int]
) -> Iterator[tuple[Group, int, int]]:
    """Of ``groups`` those with more people at work or in study than graduated, and both numbers.

    ``measures`` are the primary keys by the codes. What is not known is not compared.
    """
    outcomes = [measures[code] for code in OUTCOMES]
    for group in groups:
        graduates, _symbol = figures.get((*group, measures["graduates"]), (None, ""))
        found = sum(figures.get((*group, measure), (0, ""))[0] or 0 for measure in outcomes)
        if graduates is not None and found > graduates:
            yield group, found, graduates
