"""Where a request reads: one request, one database, from its first query to its last piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, Error, connections

from qingdao_techedu.page_cache.reading import Edition

from . import watching

View = TypeVar("View", bound=Callable[..., Any])

CACHE_TABLE = "django_cache"  # Django's name for it; what is cached is no record


def from_primary(view: View) -> View:
    """Mark a view whose visitor may look for what they sent a moment ago."""
    view.reads_from_primary = True  # type: ignore[attr-defined]
    return view


def is_in_transaction() -> bool:
    """Whether the primary is at work for this request, and knows what nobody else does."""
    return connections[DEFAULT_DB_ALIAS].in_atomic_block


class DatabaseRoute:
    """The database of one request, chosen when it is first asked for.

    ``wanted`` is the edition that the answer must at least be of, where that is known already.
    """

    def __init__(self, wanted: Edition | None = None) -> None:
        self._wanted = wanted
        self._alias = ""
        self._tried: set[str] = set()

    @property
    def alias(self) -> str:
        if is_in_transaction():
            self.stay_at_primary()
        if not self._alias:
            self._alias = DEFAULT_DB_ALIAS  # of what is read in order to choose
            self._alias = watching.choose(self._wanted, self._tried)
        return self._alias

    def stay_at_primary(self) -> None:
        self._alias = DEFAULT_DB_ALIAS

    @property
    def is_at_standby(self) -> bool:
        return self._alias in watching.standbys

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What a fault of the standby is raised as, by Django or by the driver itself."""
        if not self.is_at_standby:
            return ()
        connection: Any = connections[self._alias]
        return Error, connection.Database.Error

    @property
    def has_failed(self) -> bool:
        return self.is_at_standby and connections[self._alias].errors_occurred

    def leave_standby(self, error: Exception | None = None) -> None:
        """Choose anew for this request; for others too, if the standby does not answer at all."""
        connection = connections[self._alias]
        if connection.connection is None or not connection.is_usable():
            watching.standbys[self._alias].leave_out(watching.SILENT, error)
        connection.close()
        self._tried.add(self._alias)
        self._alias = ""


_route: ContextVar[DatabaseRoute | None] = ContextVar("route", default=None)


def current() -> DatabaseRoute | None:
    """The route of this request; None where all is read from the primary."""
    return _route.get()


@contextmanager
def taken(route: DatabaseRoute) -> Iterator[None]:
    """Read by this route inside; outside of any, all is read from the primary."""
    token = _route.set(route)
    try:
        yield
    finally:
        _route.reset(token)


class Router:
    """Django's router: reads of a public request by its route, all else at the primary."""

    def db_for_read(self, model, **hints) -> str:
        route = current()
        if route is None or model._meta.app_label == CACHE_TABLE:
            return DEFAULT_DB_ALIAS
        return route.alias

    def db_for_write(self, model, **hints) -> str:
        route = current()
        if route is not None and model._meta.app_label != CACHE_TABLE:
            route.stay_at_primary()  # who writes reads what was written
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        return True  # a standby holds the same records

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db not in watching.standbys
