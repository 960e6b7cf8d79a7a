"""The awards among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Pages

from .feeds import AwardFeed
from .models import Round

AWARDS = Section(
    "award_years",
    _("Awards"),
    _("Who was honored, by year and award."),
    lambda: Round.objects.published(),
    kind="notices",
    feed="award_feed",
    feed_title=AwardFeed.title,
    site_maps={
        "awards": Pages(
            lambda: [("award_year", year) for year, _rounds in Round.objects.published().by_year()]
        )
    },
)
