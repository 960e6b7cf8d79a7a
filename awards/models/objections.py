"""What the public says against a nomination while it is publicized, and the bureau's answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from qingdao_techedu.corrections.models import new_receipt

from ..queries import ObjectionQuerySet
from .rounds import Round


class Objection(models.Model):
    """An objection, read by the desk and by whoever holds its receipt. It is never published."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        PARTLY = "partly", _("upheld in part")
        DISMISSED = "dismissed", _("dismissed")
        UNCLEAR = "unclear", _("could not be looked into")

    receipt = models.CharField(
        _("receipt number"), max_length=16, unique=True, default=new_receipt, editable=False
    )
    received_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)
    round = models.ForeignKey(
        Round, models.CASCADE, related_name="objections", verbose_name=_("award round")
    )
    whom = models.CharField(
        _("whom it concerns"), max_length=120, help_text=_("Name and college, as publicized.")
    )
    text = models.TextField(_("what you object to, and why"), max_length=2_000)
    contact = models.CharField(
        _("contact"),
        max_length=120,
        blank=True,
        help_text=_("For questions only; never shown, and removed once it is not needed."),
    )
    sender = models.CharField(max_length=32, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("Read by whoever holds the receipt.")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    # What the objector wrote of themselves is not kept twice.
    history = HistoricalRecords(excluded_fields=["contact", "sender"])
    objects = ObjectionQuerySet.as_manager()

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

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("objection", args=[self.receipt])

    @property
    def is_public(self) -> bool:
        """Whoever holds its receipt reads it."""
        return True

    @property
    def is_answered(self) -> bool:
        return bool(self.outcome)
