"""The sections of the public site, in the order of the navigation. An empty one is not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, QuerySet
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.feeds import AwardFeed
from awards.models import Round
from colleges.chains.models import Chain
from colleges.enrollment.models import Release
from colleges.models import College, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.models import ReportedFigure


@dataclass(frozen=True)
class Section:
    """A view, its label in the navigation, what it offers, and the records it shows.

    ``kind`` is ``news`` or ``notices`` where an inspection asks how fresh it is; ``feed`` is the
    name of the address of its news.
    """

    name: str
    label: str | Promise
    offers: str | Promise
    records: Callable[[], QuerySet] | None = None
    kind: str = ""
    feed: str = ""
    feed_title: str | Promise = ""


SECTIONS = [
    Section(
        "college_list",
        _("Colleges"),
        _("The register of technical colleges: find one by name, district, kind and specialty."),
        lambda: College.objects.published(),
    ),
    Section(
        "specialty_list",
        _("Specialties"),
        _("What is taught, at which level, and where."),
        lambda: Specialty.objects.all(),
    ),
    Section(
        "chain_schemes",
        _("Chains"),
        _("The industrial chains of the city and the specialties that serve them."),
        lambda: Chain.objects.all(),
    ),
    Section(
        "enrollment",
        pgettext_lazy("section", "Enrollment"),
        _("Entrants, students and graduates by college and year."),
        lambda: Release.objects.current(),
    ),
    Section(
        "conference_list",
        _("Conferences"),
        _("What work conferences decided, and the programmes they set."),
        lambda: Conference.objects.published(),
        kind="news",
    ),
    Section(
        "award_years",
        _("Awards"),
        _("Who was honored, by year and award."),
        lambda: Round.objects.published(),
        kind="notices",
        feed="award_feed",
        feed_title=AwardFeed.title,
    ),
    Section(
        "figure_list",
        pgettext_lazy("section", "Figures"),
        _("Numbers as publications gave them, each with its source and precision."),
        lambda: ReportedFigure.objects.public(),
    ),
    Section("data_catalogue", _("Data"), _("Every table of the portal as a file.")),
]


def sections(request):
    """For every page: the sections that have content, found in one query when a page asks."""
    return {"sections": cache(shown)}


def shown() -> list[Section]:
    """The sections with something to see."""
    asked = {section.name: section.records for section in SECTIONS if section.records}
    # The table of content types always has a row: any such table would do to ask from.
    found = ContentType.objects.annotate(
        **{f"has_{name}": Exists(records()) for name, records in asked.items()}
    ).values(*(f"has_{name}" for name in asked))[:1]
    answers = found[0]
    return [section for section in SECTIONS if answers.get(f"has_{section.name}", True)]


def sitemap(request):
    """Every section with what it offers."""
    return render(request, "portal/sitemap.html")
