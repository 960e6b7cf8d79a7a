"""The ledger of what does not add up in a release, and why."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from colleges.models import College
from qingdao_techedu.publishing.models import Recorded, public
from qingdao_techedu.ui.bilingual import Bilingual

from ...figures.models import Measure, Release
from ..queries import LedgerLineQuerySet


class LedgerLine(Recorded):
    """One residual: two numbers of persons that ought to agree, and the reason why they do not.

    ``college`` is blank where it is about all of them. Without a number on one side there is none
    to compare with.
    """

    whole = "release"
    is_told = False  # the release's page shows the whole ledger
    is_withheld = False  # of one whose numbers the public does not read (``public_ledger``)

    class Check(models.TextChoices):
        HEADLINE = "headline", _("reported total and sum over the colleges")
        COLLEGE_TOTAL = "college-total", _("college's total and sum over its specialties")
        JUMP = "jump", _("last year and this year")
        MISSING_RETURN = "missing-return", _("missing return")
        NOT_SIGNED_OFF = "not-signed-off", _("not signed off by the college")

    class Explanation(models.TextChoices):
        ROUNDING = "rounding", _("rounding")
        MISSING_RETURN = "missing-return", _("a missing return")
        SCOPE = "scope", _("another scope")
        SOURCE = "source", _("another source")
        REAL = "real", _("a real change")
        NO_ANSWER = "no-answer", _("no answer from the college")

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="ledger", verbose_name=_("release")
    )
    check_kind = models.CharField(_("what was compared"), max_length=20, choices=Check)
    college = models.ForeignKey(
        College, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("college")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("measure")
    )
    expected = models.BigIntegerField(_("expected"), null=True, blank=True)
    found = models.BigIntegerField(_("found"), null=True, blank=True)
    source_zh = models.CharField(_("compared with (Chinese)"), max_length=300, blank=True)
    source_en = models.CharField(_("compared with (English)"), max_length=300, blank=True)
    explanation = models.CharField(_("reason"), max_length=20, choices=Explanation, blank=True)
    note_zh = models.TextField(_("explanation (Chinese)"), blank=True)
    note_en = models.TextField(_("explanation (English)"), blank=True)

    source = Bilingual()
    note = Bilingual()

    objects = LedgerLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the ledger")
        verbose_name_plural = _("ledger")
        ordering = ["release", "check_kind", "college", "measure", "pk"]
        constraints = [
            models.CheckConstraint(
                name="enrollment_ledgerline_reason_has_a_note",
                condition=Q(explanation="", note_zh="") | ~Q(explanation="") & ~Q(note_zh=""),
                violation_error_message=_("An explanation needs a reason and a note in Chinese."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.get_check_kind_display()} {self.college or ''}".strip()

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> Q:
        return Q(**{f"{path}college": None}) | public(College, f"{path}college__", at)

    @classmethod
    def rests_on(cls, row: Any) -> tuple[str, ...]:
        return ("college",)

    @property
    def difference(self) -> int | None:
        """How many persons were found above what was expected."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected

    @property
    def is_explained(self) -> bool:
        return bool(self.explanation)
