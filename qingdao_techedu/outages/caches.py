"""Caches that may be away: what they hold is made anew, and nobody is kept out for their sake."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.core.cache.backends import db, redis
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

TELL_EVERY_SECONDS = 60.0
ANSWER_SECONDS = 0.5  # for Redis to connect, and to answer
REST_SECONDS = 5.0  # after it did not, in which nobody waits for it

logger = logging.getLogger(__name__)
_told_at = float("-inf")
_rests: dict[str, float] = {}  # until when, by where the cache is


def tolerant(method: Callable[..., Any], otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """The method, which answers ``otherwise`` where the cache does not.

    The log tells, now and then. A statement that fails spoils no transaction around it.
    ``ValueError`` is an answer.
    """

    @wraps(method)
    def tried(self: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < _rests.get(self.place, 0):
            return otherwise(*args, **kwargs)
        connection = connections[DEFAULT_DB_ALIAS]
        is_inside = isinstance(self, db.DatabaseCache) and connection.in_atomic_block
        try:
            with transaction.atomic() if is_inside else nullcontext():
                return method(self, *args, **kwargs)
        except ValueError:
            raise
        except Exception:
            _log_change()
            if self.place:
                _rests[self.place] = time.monotonic() + REST_SECONDS
            return otherwise(*args, **kwargs)

    return tried


def _log_change() -> None:
    global _told_at
    if time.monotonic() - _told_at > TELL_EVERY_SECONDS:
        _told_at = time.monotonic()
        logger.exception("The cache does not answer: the portal does without it.")


def _default(key: Any, default: Any = None, version: Any = None) -> Any:
    return default


def _nothing(*args: Any, **kwargs: Any) -> None:
    return None


def _no(*args: Any, **kwargs: Any) -> bool:
    return False


def _yes(*args: Any, **kwargs: Any) -> bool:
    """Whoever adds goes on as if nobody had been there before."""
    return True


def _empty(*args: Any, **kwargs: Any) -> dict[str, Any]:
    return {}


def _is_missing(key: Any, *args: Any, **kwargs: Any) -> int:
    raise ValueError(f"Key '{key}' not found")


WITHOUT = {
    "get": _default,
    "get_many": _empty,
    "set": _nothing,
    "add": _yes,
    "touch": _no,
    "delete": _no,
    "has_key": _no,
    "incr": _is_missing,
    "clear": _nothing,
}


class DatabaseCache(db.DatabaseCache):
    """Django's, without which the portal goes on: a lost table stops nobody from signing in."""

    place = ""  # a table that is missing is found missing at once


class RedisCache(redis.RedisCache):
    """Django's, without which the portal goes on, and for which it does not wait."""

    _options: dict[str, Any]

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.place = str(server)
        in_time = dict.fromkeys(("socket_connect_timeout", "socket_timeout"), ANSWER_SECONDS)
        self._options = {**in_time, "retry": Retry(NoBackoff(), 0), **self._options}


for _cache in (DatabaseCache, RedisCache):
    for _name, _otherwise in WITHOUT.items():
        setattr(_cache, _name, tolerant(getattr(_cache, _name), _otherwise))
