"""What lists pages for search engines, by the sitemaps protocol, each in both languages.

It asks the questions that the pages themselves ask, so that it lists what is public now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

LANGUAGES = [code for code, _name in settings.LANGUAGES]


Moments = Callable[[Sequence[Any]], dict[Any, datetime]]  # of records, by their primary keys


@dataclass(frozen=True)
class InEachLanguage:
    """Items, each in every language, as a list of which only the part that is asked for is read.

    Each item becomes a triple of itself, the moment of its last change, and a language.
    """

    items: Any  # a list, or a query
    moments: Moments

    def __len__(self) -> int:
        count = self.items.count() if isinstance(self.items, QuerySet) else len(self.items)
        return count * len(LANGUAGES)

    def __getitem__(self, part: slice) -> Sequence[tuple[tuple[Any, datetime | None], str]]:
        first, last = part.start // len(LANGUAGES), -(-part.stop // len(LANGUAGES))
        found = list(self.items[first:last])
        moments = self.moments(found)
        dated = [(item, moments.get(getattr(item, "pk", None))) for item in found]
        return [(item, code) for item in dated for code in LANGUAGES]


class Pages(Sitemap):
    """Pages in both languages, each with the address of the other."""

    i18n = alternates = x_default = True
    limit = 2_000  # addresses; the protocol allows 50,000, the memory of kept pages less

    def __init__(self, items: Callable[[], Any], moments: Moments = lambda records: {}):
        self.items = items  # type: ignore[method-assign]
        self.moments = moments

    def _items(self) -> Any:
        return InEachLanguage(self.items(), self.moments)

    def location(self, item: Any) -> str:
        page, _moment = item
        return str(reverse(page[0], args=page[1:]) if isinstance(page, tuple) else page)

    def lastmod(self, item: Any) -> datetime | None:
        _page, moment = item
        return moment

    def get_latest_lastmod(self) -> None:
        """Not told of a whole document: it would take reading all of them."""


class Records(Pages):
    """Records that have a page each; ``moments`` tells when visitors last saw each change."""

    def location(self, item: Any) -> str:
        record, _moment = item
        return str(record.get_absolute_url())
