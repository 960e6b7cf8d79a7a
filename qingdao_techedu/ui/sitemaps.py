"""What lists pages for search engines, by the sitemaps protocol, each in both languages.

It asks the questions that the pages themselves ask, so that it lists what is public now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class InEachLanguage:
    """Items, each in every language, as a list of which only the part that is asked for is read."""

    items: Any  # a list, or a query

    def __len__(self) -> int:
        count = self.items.count() if isinstance(self.items, QuerySet) else len(self.items)
        return count * len(LANGUAGES)

    def __getitem__(self, part: slice) -> Sequence[tuple[Any, str]]:
        first, last = part.start // len(LANGUAGES), -(-part.stop // len(LANGUAGES))
        return [(item, code) for item in self.items[first:last] for code in LANGUAGES]


class Pages(Sitemap):
    """Pages in both languages, each with the address of the other."""

    i18n = alternates = x_default = True
    limit = 2_000  # addresses; the protocol allows 50,000, the memory of kept pages less

    def __init__(self, items: Callable[[], Any], moment: str = ""):
        self.items = items  # type: ignore[method-assign]
        self.moment = moment

    def _items(self) -> Any:
        return InEachLanguage(self.items())

    def location(self, item: Any) -> str:
        return str(reverse(item[0], args=item[1:]) if isinstance(item, tuple) else item)

    def lastmod(self, item: Any) -> Any:
        return getattr(item, self.moment, None)

    def get_latest_lastmod(self) -> None:
        """Not told of a whole document: it would take reading all of them."""


class Records(Pages):
    """Records that have a page each; ``moment`` is when it last changed, where that is known."""

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


def changed(records: Any) -> QuerySet:
    """The records with ``changed_at``, when they were last written."""
    model = records.model
    entries = model.history.filter(id=OuterRef("pk")).order_by("-history_date")
    return records.annotate(changed_at=Subquery(entries.values("history_date")[:1]))
