"""The data set of reported figures: one row a figure and a source that reports it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.registry import DECIMAL, INTEGER, Column, Dataset

from .dates import years_of
from .filters import FigureFilter
from .models import ReportedFigure
from .models.figures import Unit
from .provenance import Provenance, Verification

FIGURES = Dataset(
    code="figures",
    label=_("Reported figures"),
    description=_(
        "Numbers as publications gave them, one row a figure and source. Never obtained by "
        "counting the rows of this portal."
    ),
    query=lambda: ReportedFigure.objects.public().order_by("code", "citations"),
    filterset=FigureFilter,
    years=lambda: years_of(ReportedFigure.objects.public(), "period_from"),
    columns=(
        Column("code", _("Code"), "code", _("The figure as in its address.")),
        Column(
            "indicator_code", _("Indicator code"), "indicator__code", _("What the figure measures.")
        ),
        Column("indicator_zh", _("Indicator"), "indicator__name_zh", _("Chinese name.")),
        Column(
            "place_code",
            _("Place code"),
            "place__code",
            _("GB/T 2260 code; blank for a figure about a college."),
        ),
        Column("place_zh", _("Place"), "place__name_zh", _("Chinese name.")),
        Column(
            "period_kind",
            _("Kind of period"),
            "period_kind",
            _("How the period is to be read."),
            codes=ReportedFigure.PeriodKind,
        ),
        Column("period_from", _("Period from"), "period_from", _("As precise as known.")),
        Column("period_until", _("Period until"), "period_until", _("Blank for a point in time.")),
        Column("value", _("Value"), "value", _("In the unit as reported."), DECIMAL),
        Column("decimals", _("Decimals"), "decimals", _("Decimals that were printed."), INTEGER),
        Column("unit", _("Unit"), "unit", _("Unit as reported."), codes=Unit),
        Column(
            "qualifier",
            _("Precision"),
            "qualifier",
            _("How exact the source is."),
            codes=ReportedFigure.Qualifier,
        ),
        Column(
            "source_publisher_zh",
            _("Publisher"),
            "citations__source__publisher_zh",
            _("Who published it."),
        ),
        Column("source_title_zh", _("Title"), "citations__source__title_zh", _("Where, or blank.")),
        Column(
            "source_published_on",
            _("Published on"),
            "citations__source__published_on",
            _("As precise as known."),
        ),
        Column("source_url", _("Address"), "citations__source__url", _("Address or blank.")),
        Column(
            "provenance",
            _("Provenance"),
            "provenance",
            _("Where the figure comes from."),
            codes=Provenance,
        ),
        Column(
            "verification",
            _("Verification"),
            "verification",
            _("How far it has been checked."),
            codes=Verification,
        ),
    ),
)
