"""What an inspection would ask of the reports of errors."""

from __future__ import annotations

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.inspection.checks import desk_page
from qingdao_techedu.inspection.registry import Check, CheckResult, InspectionFinding

from . import working_days
from .models import Correction


def _unanswered() -> CheckResult:
    late = (
        InspectionFinding(f"{one.receipt} {one.page}", desk_page(one), one.due_on)
        for one in Correction.objects.late()
    )
    return CheckResult.of(late, Correction.objects.count())


def _unknown_calendar() -> CheckResult:
    """The years ahead, and those of open reports, of which nobody knows the holidays."""
    today = timezone.localdate()
    known_until = today + working_days.LOOK_AHEAD
    last = Correction.objects.open().aggregate(day=Max("due_on"))["day"] or known_until
    page = reverse("admin:corrections_calendarday_changelist")
    return CheckResult.of(
        InspectionFinding(
            _("The holidays of %(year)s are not known: due days are reckoned by the week alone.")
            % {"year": year},
            page,
        )
        for year in working_days.unknown_years(today, max(last, known_until))
    )


CALENDAR = Check(
    "working-calendar",
    gettext_lazy("The working calendar knows the next two months"),
    gettext_lazy(
        "Days by which the public is answered pass over holidays. When the State Council has "
        "announced them, update the portal or enter them."
    ),
    _unknown_calendar,
    is_fault=False,
)

UNANSWERED = Check(
    "corrections",
    gettext_lazy("Reports of errors are answered in time"),
    gettext_lazy("Each within five working days, or ten where more time was approved."),
    _unanswered,
)
