"""Every public page that search engines may show, in both languages, by the sitemaps protocol.

One document while that is little; of much an index of documents, each made of the rows it lists.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.contrib.sitemaps import views
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from qingdao_techedu.ui.parameters import once, takes
from qingdao_techedu.ui.sitemaps import Pages

from .sections import all_sections, shown

ALWAYS_THERE = (
    "home",
    "about",
    "accessibility",
    "sitemap",
    "correction_log",
    "api_documentation",
)


def _places() -> list[tuple[Any, ...]]:
    """Pages that are no record's: the sections that have content, and what stands below them."""
    sections = shown()
    names = [*ALWAYS_THERE, *(section.name for section in sections)]
    return [*((name,) for name in names), *chain(*(one.places() for one in sections))]


def site_maps() -> dict[str, Any]:
    """The documents of the site map, by the names in their addresses."""
    documents: dict[str, Any] = {"pages": Pages(_places)}
    for section in all_sections():
        documents |= section.site_maps
    return documents


@require_safe
@takes("p")
def sitemap_xml(request) -> HttpResponse:
    """All pages in one document, or an index of documents where they do not fit."""
    if "p" in request.GET:
        raise Http404  # the index has no pages; its documents have
    documents = site_maps()
    if sum(one.paginator.count for one in documents.values()) <= Pages.limit:
        return views.sitemap(request, documents)
    return views.index(request, documents, sitemap_url_name="sitemap_part")


@require_safe
@takes("p")
def sitemap_part(request, section) -> HttpResponse:
    """One document of the index; ``p`` is its page."""
    if once(request.GET, "p") == "":
        raise Http404
    return views.sitemap(request, site_maps(), section)
