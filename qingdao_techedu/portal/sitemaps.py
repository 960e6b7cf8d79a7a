"""Every public page that search engines may show, in both languages, by the sitemaps protocol.

It asks the questions that the pages themselves ask, so that it lists what is public now. One
document while that is little; of much an index of documents, each made of the rows it lists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.models import Round
from colleges.chains.models import Chain, ChainScheme
from colleges.enrollment.models import Release
from colleges.models import College, Specialty
from conferences.models import Conference, Programme
from qingdao_techedu.datasets.registry import registered
from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.ui.discretion import is_quiet
from qingdao_techedu.ui.parameters import once, takes

from .sections import shown

LANGUAGES = [code for code, _name in settings.LANGUAGES]
A_DOCUMENT = 2_000  # addresses; the protocol allows 50,000, the memory of kept pages less
ALWAYS_THERE = (
    "home",
    "about",
    "accessibility",
    "sitemap",
    "correction_log",
    "api_documentation",
)


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
    limit = A_DOCUMENT

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


def _places() -> list[tuple]:
    """Pages that are no record's: the sections that have content, and what stands below them."""
    sections = [(section.name,) for section in shown()]
    data = [
        ("data_set", code)
        for code in registered()
        if not is_quiet(reverse("data_set", args=[code]))
    ]
    releases = [("release_list",)] if ("enrollment",) in sections else []
    return [*((name,) for name in ALWAYS_THERE), *sections, *releases, *data]


def _changed(records: Any) -> QuerySet:
    """The records with ``changed_at``, when they were last written."""
    model = records.model
    entries = model.history.filter(id=OuterRef("pk")).order_by("-history_date")
    return records.annotate(changed_at=Subquery(entries.values("history_date")[:1]))


SITEMAPS: dict[str, Any] = {
    "pages": Pages(_places),
    "colleges": Records(
        lambda: _changed(College.objects.published().order_by("code")), "changed_at"
    ),
    "specialties": Records(lambda: _changed(Specialty.objects.order_by("slug")), "changed_at"),
    "schemes": Records(lambda: ChainScheme.objects.order_by("code")),
    "chains": Records(
        lambda: Chain.objects.select_related("scheme").order_by("scheme__code", "slug")
    ),
    "releases": Records(
        lambda: Release.objects.published().order_by("-year", "-version"), "published_at"
    ),
    "conferences": Records(
        lambda: _changed(Conference.objects.published().order_by("slug")), "changed_at"
    ),
    "programmes": Records(lambda: Programme.objects.public().order_by("slug")),
    "awards": Pages(
        lambda: [("award_year", year) for year, _rounds in Round.objects.published().by_year()]
    ),
    "figures": Records(
        lambda: _changed(ReportedFigure.objects.public().order_by("code")), "changed_at"
    ),
}


@require_safe
@takes("p")
def sitemap_xml(request) -> HttpResponse:
    """All pages in one document, or an index of documents where they do not fit."""
    if "p" in request.GET:
        raise Http404  # the index has no pages; its documents have
    if sum(one.paginator.count for one in SITEMAPS.values()) <= A_DOCUMENT:
        return views.sitemap(request, SITEMAPS)
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap_part")


@require_safe
@takes("p")
def sitemap_part(request, section) -> HttpResponse:
    """One document of the index; ``p`` is its page."""
    if once(request.GET, "p") == "":
        raise Http404
    return views.sitemap(request, SITEMAPS, section)
