"""Logs keep what is secret in addresses to themselves, and name who asked as proxies of ours do."""

from __future__ import annotations

from typing import Any

import structlog
from django_structlog.middlewares import RequestMiddleware
from gunicorn.glogging import Logger

from .secret_addresses import veiled
from .senders import connection_of


class DiscreetLogger(Logger):
    """Gunicorn's, should somebody turn its access log on, and where it names what failed."""

    def atoms(self, resp, req, environ, request_time) -> dict[str, Any]:
        atoms = super().atoms(resp, req, environ, request_time)
        return {key: veiled(one) if isinstance(one, str) else one for key, one in atoms.items()}

    def error(self, msg, *args, **kwargs) -> None:
        super().error(msg, *map(_plain, args), **kwargs)

    def exception(self, msg, *args, **kwargs) -> None:
        super().exception(msg, *map(_plain, args), **kwargs)


class RequestLog(RequestMiddleware):
    """django-structlog's, which would believe any X-Forwarded-For, and others of its kind."""

    @classmethod
    def bind_ip(cls, request) -> None:
        structlog.contextvars.bind_contextvars(ip=connection_of(request))


def _plain(argument: Any) -> Any:
    return veiled(argument) if isinstance(argument, str) else argument
