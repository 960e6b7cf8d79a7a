"""The conferences among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.publishing.history.changes import moments_of
from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Records

from .models import Conference, Programme

CONFERENCES = Section(
    "conference_list",
    _("Conferences"),
    _("What work conferences decided, and the programmes they set."),
    lambda: Conference.objects.published(),
    kind="news",
    site_maps={
        "conferences": Records(lambda: Conference.objects.published().order_by("slug"), moments_of),
        "programmes": Records(lambda: Programme.objects.public().order_by("slug")),
    },
)
