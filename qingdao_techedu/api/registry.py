"""What subjects add to the API beside their data sets: routers, by their dotted names."""

from __future__ import annotations

_routers: dict[str, str] = {}


def register(prefix: str, path: str) -> None:
    """Add the routes of a subject below ``/api/v1/<prefix>/``."""
    _routers[prefix] = path


def registered() -> dict[str, str]:
    """The dotted names of the routers by their prefixes, in the order of their registration."""
    return dict(_routers)
