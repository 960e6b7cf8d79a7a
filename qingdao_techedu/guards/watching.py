"""Whether all guards stand right now: asked for every kept page and before every act."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from .standing import engine_of, missing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class GuardsSeen:
    """What was seen of a database: the guards it lacks, and a mark that any change of them changes.

    Whoever finds the same mark again knows that nobody took a guard down and up meanwhile.
    """

    mark: str
    missing: tuple[str, ...] = ()


# The last look at each database at which nothing was missing, with its moment; what was told last.
_whole: dict[str, tuple[str, GuardsSeen]] = {}
_logged: tuple[str, ...] = ()


def look(using: str = DEFAULT_DB_ALIAS, moment: str = "") -> GuardsSeen:
    """Look at the guards of a database: in the same moment as before, it is the same.

    A moment lasts as long as nobody writes; after that, while all stand, it costs a look at the
    mark. Who has just read the moment along with something else gives it.
    """
    connection = connections[using]
    engine = engine_of(connection)
    name = str(connection.settings_dict["NAME"])
    last_moment, last = _whole.get(name, ("", None))
    if connection.in_atomic_block:
        return _inside(using, last)
    moment = moment or _ask(connection, engine.moment())
    if last and last_moment == moment:
        return last
    mark = _ask(connection, engine.mark())
    found = last if last and last.mark == mark else GuardsSeen(mark, tuple(missing(using)))
    if not found.missing:
        _whole[name] = moment, found
    _log_change(found.missing)
    return found


def _inside(using: str, committed: GuardsSeen | None) -> GuardsSeen:
    """Look from inside a transaction: what it sees may be undone, mark and all, and is not kept."""
    mark = _ask(connections[using], engine_of(connections[using]).mark())
    if committed and committed.mark == mark:
        return committed
    return GuardsSeen(mark, tuple(missing(using)))


def _ask(connection: Any, told: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {told}")
        return str(cursor.fetchone()[0])


def _log_change(absent: tuple[str, ...]) -> None:
    global _logged
    if absent and absent != _logged:
        logger.error(
            "No page is kept and no act is done, because the database lacks guards: run "
            "manage.py migrate. Missing or altered: %s.",
            ", ".join(absent),
        )
    _logged = absent
