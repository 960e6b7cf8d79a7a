"""Buttons inside a form that change its rows and save nothing: one up, one down, one more.

They work without script: the form comes back as it was filled in, with its rows arranged anew.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

MAX_ROWS = 1_000  # of one kind on one form, as Django has it
UP, DOWN = "up", "down"

_MOVE = re.compile(r"_move-(?P<prefix>.+)-(?P<index>\d{1,4})-(?P<way>up|down)")
_MORE = "_more-"
BUTTONS = ("_move-", _MORE)


def name_of_move(field_name: str, way: str) -> str:
    """The name of the button that moves the row in which the field ``segments-2-order`` stands."""
    return f"_move-{field_name.rpartition('-')[0]}-{way}"


def name_of_more(prefix: str) -> str:
    """The name of the button that adds an empty row."""
    return _MORE + prefix


def moved(button: str) -> tuple[str, str] | None:
    """The field of the row that a button moves, and the way; None for one that adds a row."""
    match = _MOVE.fullmatch(button)
    return (f"{match['prefix']}-{match['index']}-order", match["way"]) if match else None


def arranged(posted: QueryDict, rows: dict[str, tuple[str, ...]]) -> QueryDict | None:
    """What was posted, with the rows arranged as a button asked; None where none was pressed.

    ``rows`` tells by the prefix of each kind of rows which of their fields keep them apart: a row
    moves only among those that have the same in them.
    """
    for name in posted:
        if match := _MOVE.fullmatch(name):
            return _moved(posted.copy(), match, rows)
        if name.startswith(_MORE):
            return _with_one_more(posted.copy(), name.removeprefix(_MORE))
    return None


def places(posted: Any, prefix: str, apart: tuple[str, ...] = ()) -> list[int]:
    """The indices of the rows in the order in which they stand on the page.

    Rows without a number, which were added last, come after the others.
    """
    return sorted(
        range(_count(posted, prefix)),
        key=lambda n: (
            *(_number(posted.get(f"{prefix}-{n}-{name}")) for name in apart),
            _number(posted.get(f"{prefix}-{n}-order")),
            n,
        ),
    )


def _moved(posted: QueryDict, match: re.Match, rows: dict[str, tuple[str, ...]]) -> QueryDict:
    prefix, index = match["prefix"], int(match["index"])
    if prefix not in rows:
        return posted
    sequence = places(posted, prefix, rows[prefix])
    at = sequence.index(index) if index in sequence else 0
    other = at - 1 if match["way"] == UP else at + 1
    if 0 <= other < len(sequence) and _same(posted, prefix, rows[prefix], index, sequence[other]):
        sequence[at], sequence[other] = sequence[other], sequence[at]
    for place, number in enumerate(sequence, start=1):
        posted[f"{prefix}-{number}-order"] = str(place)
    return posted


def _same(posted: QueryDict, prefix: str, apart: tuple[str, ...], *indices: int) -> bool:
    return all(len({posted.get(f"{prefix}-{n}-{name}") for n in indices}) == 1 for name in apart)


def _with_one_more(posted: QueryDict, prefix: str) -> QueryDict:
    if f"{prefix}-TOTAL_FORMS" in posted:
        posted[f"{prefix}-TOTAL_FORMS"] = str(min(_count(posted, prefix) + 1, MAX_ROWS))
    return posted


def known_first(posted: Any, prefix: str, key: str) -> Any:
    """What was posted, with the rows that exist already before the new ones, as Django wants them.

    The page's script gives rows the indices in which they stand when one is taken out.
    """
    given = [bool(posted.get(f"{prefix}-{n}-{key}")) for n in range(_count(posted, prefix))]
    if given == sorted(given, reverse=True):
        return posted
    sequence = sorted(range(len(given)), key=lambda n: not given[n])
    new_index = {old: new for new, old in enumerate(sequence)}
    plain = QueryDict(mutable=True)
    row = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    for name, values in posted.lists():
        part = row.fullmatch(name)
        if part and int(part[1]) in new_index:
            name = f"{prefix}-{new_index[int(part[1])]}-{part[2]}"
        plain.setlist(name, values)
    plain[f"{prefix}-INITIAL_FORMS"] = str(sum(given))
    return plain


def _count(posted: Any, prefix: str) -> int:
    text = posted.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(text), MAX_ROWS) if text.isascii() and text.isdecimal() else 0


def _number(text: str | None) -> int:
    """A number that was posted; what is none comes last."""
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if text and is_number else 10**9
