"""The reported figures among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.publishing.history.changes import moments_of
from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Records

from .models import ReportedFigure

FIGURES = Section(
    "figure_list",
    pgettext_lazy("section", "Figures"),
    _("Numbers as publications gave them, each with its source and precision."),
    lambda: ReportedFigure.objects.public(),
    site_maps={
        "figures": Records(lambda: ReportedFigure.objects.public().order_by("code"), moments_of)
    },
)
