"""What an inspection would ask of the register."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.inspection.checks import desk_page, older_than
from qingdao_techedu.inspection.registry import Check, CheckResult, InspectionFinding

from .models import College

A_YEAR = 365


def _stale() -> CheckResult:
    published = College.objects.published().factual().filter(status=College.Status.OPEN)
    stale = published.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=older_than(A_YEAR)))
    findings = (
        InspectionFinding(str(college), desk_page(college), college.confirmed_on)
        for college in stale.order_by(F("confirmed_on").asc(nulls_first=True), "pinyin")
    )
    return CheckResult.of(findings, published.count())


CONFIRMED = Check(
    "confirmed",
    _("Colleges have confirmed their records"),
    _("Each open college has confirmed its record within a year."),
    _stale,
    is_fault=False,
)
