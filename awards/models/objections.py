"""What the public says against a nomination while it is publicized, and the bureau's answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from qingdao_techedu.corrections.models import Received
from qingdao_techedu.corrections.queries import ReceivedQuerySet

from .rounds import Round


class Objection(Received):
    """An objection, read by the desk and by whoever holds its receipt. It is never published."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        PARTLY = "partly", _("upheld in part")
        DISMISSED = "dismissed", _("dismissed")
        UNCLEAR = "unclear", _("could not be looked into")

    answered_already = _("This objection has been answered already.")

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="objections", verbose_name=_("award round")
    )
    whom = models.CharField(
        _("whom it concerns"), max_length=120, help_text=_("Name and college, as publicized.")
    )
    text = models.TextField(_("what you object to, and why"), max_length=2_000)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("Read by whoever holds the receipt.")
    )

    # What the objector wrote of themselves is not kept twice.
    history = HistoricalRecords(excluded_fields=["contact", "sender"])
    objects = ReceivedQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="awards_objection_outcome_has_answer",
                condition=Q(outcome="", answered_at=None)
                | ~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False),
                violation_error_message=_("An outcome needs an answer."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("objection", args=[self.receipt])
