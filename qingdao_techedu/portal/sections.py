"""The sections of the public site, in the order of the navigation. An empty one is not shown."""

from __future__ import annotations

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists
from django.shortcuts import render

from qingdao_techedu.datasets.sections import DATA
from qingdao_techedu.facts.sections import FIGURES
from qingdao_techedu.ui.sections import Section, registered


def sections(request):
    """For every page: the sections that have content, found in one query when a page asks."""
    return {"sections": cache(shown)}


def all_sections() -> list[Section]:
    """Those of the subjects, in the order of ``INSTALLED_APPS``, then what spans all of them."""
    return [*registered(), FIGURES, DATA]


def shown() -> list[Section]:
    """The sections with something to see."""
    known = all_sections()
    asked = {section.name: section.records for section in known if section.records}
    # The table of content types always has a row: any such table would do to ask from.
    found = ContentType.objects.annotate(
        **{f"has_{name}": Exists(records()) for name, records in asked.items()}
    ).values(*(f"has_{name}" for name in asked))[:1]
    answers = found[0]
    return [section for section in known if answers.get(f"has_{section.name}", True)]


def sitemap(request):
    """Every section with what it offers."""
    return render(request, "portal/sitemap.html")
