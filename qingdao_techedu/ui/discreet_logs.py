"""Keeps what is secret in addresses out of logs: the portal's own, and those of gunicorn."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from .secret_addresses import veiled


class DiscreetLogger(Logger):
    """Gunicorn's, should somebody turn its access log on, and where it names what failed."""

    def atoms(self, resp, req, environ, request_time) -> dict[str, Any]:
        atoms = super().atoms(resp, req, environ, request_time)
        return {key: veiled(one) if isinstance(one, str) else one for key, one in atoms.items()}

    def error(self, msg, *args, **kwargs) -> None:
        super().error(msg, *map(_plain, args), **kwargs)

    def exception(self, msg, *args, **kwargs) -> None:
        super().exception(msg, *map(_plain, args), **kwargs)


def _plain(argument: Any) -> Any:
    return veiled(argument) if isinstance(argument, str) else argument
