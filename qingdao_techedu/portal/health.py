"""For machines that look after the portal: is it alive, is it ready."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import cache

from django.core.cache import cache as shared_cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from qingdao_techedu.guards import watching as guards
from qingdao_techedu.outages import connecting as outages
from qingdao_techedu.outages import disks
from qingdao_techedu.standbys.watching import standbys

NEED_DATABASE = {"migrations", "guards"}
DONE_WITHOUT = {"cache"}  # told, and no reason to send visitors elsewhere: it is away everywhere

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """A part cannot serve; the text is shown to anyone who asks, so it names no secret."""


@require_safe
@cache_control(no_store=True)
def healthz(request):
    """Alive: the process answers. Nothing else is asked, so a slow database restarts nobody."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(no_store=True)
def readyz(request):
    """Ready: each part with "ok" or what is wrong with it; 503 when one is wrong.

    A standby may be wrong, for the primary answers in its place, and so may the cache.
    """
    found: dict[str, str] = {}
    for name, check in CHECKS.items():
        is_asked = name not in NEED_DATABASE or found["database"] == "ok"
        found[name] = _state(name, check) if is_asked else "Not looked at: the database is away."
    is_ready = all(state == "ok" or name in DONE_WITHOUT for name, state in found.items())
    found |= {alias: standby.look() for alias, standby in standbys.items()}
    return JsonResponse(found, status=200 if is_ready else 503)


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    except Exception:
        # The error may quote an address or a user name: it belongs in the log only.
        logger.exception("The readiness check of the %s failed.", name)
        return f"The {name} could not be checked; the log says why."
    return "ok"


def check_database() -> None:
    """By a connection of its own first, which never takes long: one at hand may wait for ever."""
    outages.look()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache  # remembers success only: a refusal is raised and asked again
def check_migrations() -> None:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        raise NotReady(f"{waiting} migrations are not applied; run manage.py migrate.")


def check_guards() -> None:
    """Names tell how the data is built, and no secret: whoever mends it needs them."""
    if absent := guards.look().missing:
        raise NotReady(f"Missing or altered: {', '.join(absent)}; run manage.py migrate.")


def check_cache() -> None:
    key, value = f"readyz-{secrets.token_hex(8)}", secrets.token_hex(8)
    shared_cache.set(key, value, timeout=10)
    if shared_cache.get(key) != value:
        raise NotReady(
            "The cache does not give back what it was given: the portal goes on without it, "
            "slower, and some limits on requests are not counted."
        )
    shared_cache.delete(key)


def check_disk() -> None:
    if faults := list(disks.faults()):
        raise NotReady(" ".join(faults))


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "guards": check_guards,
    "cache": check_cache,
    "disk": check_disk,
}
