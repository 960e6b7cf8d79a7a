"""The data set of reported figures: one row a figure and a source that reports it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.columns import coded, dated, texts
from qingdao_techedu.datasets.registry import DECIMAL, INTEGER, Column, Dataset
from qingdao_techedu.dates.partial import years_of
from qingdao_techedu.publishing.history.changes import last_change
from qingdao_techedu.records.columns import named, provenance, verification

from .filters import FigureFilter
from .models import ReportedFigure
from .models.figures import Unit

FIGURES = Dataset(
    code="figures",
    label=_("Reported figures"),
    description=_(
        "Numbers as publications gave them, one row a figure and source. Never obtained by "
        "counting the rows of this portal."
    ),
    query=lambda: ReportedFigure.objects.public().order_by("code", "citations__pk"),
    filterset=FigureFilter,
    key=("code",),
    last_change=last_change,
    years=lambda: years_of(ReportedFigure.objects.public(), "period_from"),
    columns=(
        Column("code", _("Code"), "code", _("The figure as in its address.")),
        *named("indicator", _("Indicator"), "indicator__", _("What the figure measures.")),
        *named(
            "place",
            _("Place"),
            "place__",
            _("GB/T 2260 code; blank for a figure about a college."),
        ),
        *coded(
            "period_kind",
            _("Period kind"),
            "period_kind",
            _("How the period is to be read."),
            ReportedFigure.PeriodKind,
        ),
        *dated("period_from", _("Period from"), "period_from"),
        *dated("period_until", _("Period until"), "period_until", _("Blank for a point in time.")),
        Column("value", _("Value"), "value", _("In the unit as reported."), DECIMAL),
        Column("decimals", _("Decimals"), "decimals", _("Decimals that were printed."), INTEGER),
        *coded("unit", _("Unit"), "unit", _("Unit as reported."), Unit),
        *coded(
            "qualifier",
            _("Precision"),
            "qualifier",
            _("How exact the source is."),
            ReportedFigure.Qualifier,
        ),
        *texts(
            "source_publisher",
            _("Publisher"),
            "citations__source__publisher",
            _("Who published it."),
        ),
        *texts("source_title", _("Title"), "citations__source__title", _("Where, or blank.")),
        *dated("source_published_on", _("Published on"), "citations__source__published_on"),
        Column("source_url", _("Address"), "citations__source__url", _("Address or blank.")),
        *provenance(_("Where the figure comes from.")),
        *verification(),
    ),
)
