"""The enrollment data set: one row an observation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.registry import Dataset, Frequency

from .figures.columns import COLUMNS
from .figures.filters import EnrollmentFilter
from .figures.wide import ByMeasure, releases_of
from .models import Observation
from .releases import versions

ENROLLMENT = Dataset(
    code="enrollment",
    label=_("Enrollment"),
    description=_(
        "New entrants, students enrolled, graduates and what became of them, by year, college, "
        "specialty, level, entry route and sex. One row is one leaf figure; add values only "
        "within one measure and one year."
    ),
    query=lambda: Observation.objects.public_by_key(),
    filterset=EnrollmentFilter,
    wide=ByMeasure(),
    basis=releases_of,
    frequency=Frequency.ANNUAL,
    versions=versions.versions,
    years=versions.years,
    about_rows=versions.about_rows,
    columns=COLUMNS,
)
