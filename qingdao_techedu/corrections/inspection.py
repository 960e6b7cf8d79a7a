"""What an inspection would ask of the reports of errors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.inspection.checks import desk_page
from qingdao_techedu.inspection.registry import Check, Finding, Found

from .models import Correction


def _unanswered() -> Found:
    late = (
        Finding(f"{one.receipt} {one.page}", desk_page(one), one.due_on)
        for one in Correction.objects.late()
    )
    return Found.of(late, Correction.objects.count())


UNANSWERED = Check(
    "corrections",
    _("Reports of errors are answered in time"),
    _("Each within five working days, or ten where more time was approved."),
    _unanswered,
)
