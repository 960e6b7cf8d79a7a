"""Whether all guards stand right now: asked for every kept page and before every act."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from .standing import engine_of, missing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """What was seen of a database: the guards it lacks, and a mark that any change of them changes.

    Whoever finds the same mark again knows that nobody took a guard down and up meanwhile.
    """

    mark: str
    missing: tuple[str, ...] = ()


# The last look at each database at which nothing was missing; and what was told of last.
_whole: dict[str, Look] = {}
_told: tuple[str, ...] = ()


def look(using: str = DEFAULT_DB_ALIAS, mark: str = "") -> Look:
    """Look at the guards of a database. While all stand it costs a look at the mark alone.

    Who has just read the mark along with something else gives it.
    """
    connection = connections[using]
    mark = mark or _mark_of(connection)
    if connection.in_atomic_block:  # what is not committed may be undone, mark and all
        return Look(mark, tuple(missing(using)))
    name = str(connection.settings_dict["NAME"])
    if name in _whole and _whole[name].mark == mark:
        return _whole[name]
    found = Look(mark, tuple(missing(using)))
    if not found.missing:
        _whole[name] = found
    _tell(found.missing)
    return found


def _mark_of(connection: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {engine_of(connection).mark()}")
        return str(cursor.fetchone()[0])


def _tell(absent: tuple[str, ...]) -> None:
    global _told
    if absent and absent != _told:
        logger.error(
            "No page is kept and no act is done, because the database lacks guards: run "
            "manage.py migrate. Missing or altered: %s.",
            ", ".join(absent),
        )
    _told = absent
