"""The figures of enrollment among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Records

from .models import Release

ENROLLMENT = Section(
    "enrollment",
    pgettext_lazy("section", "Enrollment"),
    _("Entrants, students and graduates by college and year."),
    lambda: Release.objects.current(),
    places=lambda: [("release_list",), ("disclosure_methodology",)],
    site_maps={
        "releases": Records(
            lambda: Release.objects.published().order_by("-year", "-version"),
            lambda releases: {one.pk: one.published_at for one in releases},
        )
    },
)
