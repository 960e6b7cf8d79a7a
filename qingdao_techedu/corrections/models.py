"""What the public reports as wrong, and what became of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from qingdao_techedu.acts.fields import done_by
from qingdao_techedu.publishing.models import Recorded
from qingdao_techedu.ui.bilingual import Bilingual

from .queries import CorrectionQuerySet

# Without the letters and digits that are taken for each other (I, L, O, U, 0, 1).
RECEIPT_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 10


class CalendarDay(Recorded):
    """A day on which the working week does not decide: a holiday, or a weekend that is worked.

    The State Council announces them for each year in the autumn before it.
    """

    is_internal = True  # visitors see the days that were reckoned with it

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(
        _("is worked"), default=False, help_text=_("A weekend worked in place of a holiday.")
    )
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("day of the working calendar")
        verbose_name_plural = _("working calendar")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}".strip()


def new_receipt() -> str:
    """A receipt number that nobody guesses: fifty bits by chance."""
    return "".join(secrets.choice(RECEIPT_SIGNS) for _sign in range(RECEIPT_LENGTH))


class Received(models.Model):
    """What anybody sends and follows by its receipt, and what was answered, once.

    Each kind has an ``outcome``, and says in ``answered_already`` that there is one.
    """

    outcome: Any
    answered_already: Any

    receipt = models.CharField(
        _("receipt number"), max_length=16, unique=True, default=new_receipt, editable=False
    )
    received_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)
    contact = models.CharField(
        _("contact"),
        max_length=120,
        blank=True,
        help_text=_("For questions only; never shown, and removed once it is not needed."),
    )
    sender = models.CharField(max_length=32, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = done_by(_("answered by"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.receipt

    @property
    def is_public(self) -> bool:
        """Whoever holds its receipt finds its page."""
        return True

    @property
    def is_answered(self) -> bool:
        return bool(self.outcome)

    def refuse_answered(self) -> None:
        """Raise ``ValidationError`` where it has been answered."""
        if self.is_answered:
            raise ValidationError(self.answered_already)

    def save_as(self, by: Any) -> None:
        """Save it; its history tells who did."""
        self._history_user = by
        self.save()


class Correction(Received):
    """A report of an error. The public sees its page, outcome and answer, never the rest."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        PARTLY = "partly", _("corrected in part")
        UNCHANGED = "unchanged", _("left as it was")
        ELSEWHERE = "elsewhere", _("passed on to the body in charge")
        UNCLEAR = "unclear", _("could not be understood")

    answered_already = _("This report has been answered already.")

    page = models.CharField(_("page"), max_length=300)
    part = models.CharField(_("part of the page"), max_length=120, blank=True)
    text = models.TextField(_("what is wrong"), max_length=2_000)
    evidence = models.TextField(_("where the right thing stands"), max_length=500, blank=True)
    due_on = models.DateField(_("due on"), editable=False)

    extension_reason = models.TextField(_("why more time is needed"), blank=True)
    extension_asked_by = done_by(_("extension asked by"))
    extension_approved_by = done_by(_("extension approved by"))

    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answer_zh = models.TextField(
        _("answer (Chinese)"), blank=True, help_text=_("Public: without names of persons.")
    )
    answer_en = models.TextField(_("answer (English)"), blank=True)

    answer = Bilingual()

    # What the reporter wrote of themselves is not kept twice.
    history = HistoricalRecords(excluded_fields=["contact", "sender"])
    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("a report of an error", "correction")
        verbose_name_plural = pgettext_lazy("reports of errors", "corrections")
        ordering = ["due_on", "received_at"]
        constraints = [
            models.CheckConstraint(
                name="corrections_correction_outcome_has_answer",
                condition=Q(outcome="", answered_at=None)
                | ~Q(outcome="") & ~Q(answer_zh="") & Q(answered_at__isnull=False),
                violation_error_message=_("An outcome needs an answer in Chinese."),
            ),
            models.CheckConstraint(
                name="corrections_correction_extension_by_another",
                condition=Q(extension_approved_by=None)
                | Q(extension_asked_by__isnull=False)
                & ~Q(extension_approved_by=F("extension_asked_by")),
                violation_error_message=_("Somebody else approves an extension."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("correction_detail", args=[self.receipt])

    @property
    def is_late(self) -> bool:
        """Whether the day by which an answer was due has passed without one."""
        return not self.is_answered and self.due_on < timezone.localdate()
