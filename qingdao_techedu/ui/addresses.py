"""The addresses that subjects bring to the map: a ``urls.py`` each, which its ``apps.py`` names."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from django.urls.converters import StringConverter

_modules: list[str] = []


class NameConverter(StringConverter):
    """A code or a name in an address: any text that a database can hold."""

    regex = r"[^/\x00]+"


def register(urls: str) -> None:
    """Add the addresses of a subject, in both languages, by the dotted name of their module."""
    if urls not in _modules:
        _modules.append(urls)


def registered() -> list[URLResolver]:
    """The addresses of all subjects, in the order of their registration."""
    return [path("", include(urls)) for urls in _modules]
