"""The sections of the public site, each declared by its room; subjects register theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Section:
    """A view, its label in the navigation, what it offers, and the records it shows.

    ``kind`` is ``news`` or ``notices`` where an inspection asks how fresh it is; ``feed`` is the
    name of the address of its news. For search engines ``site_maps`` list the records that have a
    page each, and ``places`` the pages below it that are no record's: names of addresses, each with
    what stands in it.
    """

    name: str
    label: str | Promise
    offers: str | Promise
    records: Callable[[], QuerySet] | None = None
    kind: str = ""
    feed: str = ""
    feed_title: str | Promise = ""
    places: Callable[[], list[tuple[Any, ...]]] = list
    site_maps: Mapping[str, Sitemap] = field(default_factory=dict)


_paths: list[str] = []


def register(path: str) -> None:
    """Add a section by the dotted name of its declaration."""
    if path not in _paths:
        _paths.append(path)


def registered() -> list[Section]:
    """The sections of all subjects, in the order of their registration."""
    return [import_string(path) for path in _paths]
