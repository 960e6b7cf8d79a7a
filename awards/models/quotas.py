"""How many a college may nominate in a round, and until when."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from colleges.models import College
from qingdao_techedu.publishing.models import Recorded

from .rounds import Round

MAX_PLACES = 100_000


class Quota(Recorded):
    """A college is invited to nominate: so many people or classes, until the end of a day.

    Everything in play takes a place, whoever entered it (``Grant.IN_PLAY``).
    """

    whole = "round"
    is_told = False
    is_internal = True  # between the bureau and the college

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="quotas", verbose_name=_("award round")
    )
    college = models.ForeignKey(
        College, models.PROTECT, related_name="quotas", verbose_name=_("college")
    )
    places = models.PositiveIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(MAX_PLACES)]
    )
    due_on = models.DateField(_("last day"), help_text=_("The last day on which it may nominate."))

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["round", "college"]
        constraints = [
            models.UniqueConstraint(fields=["round", "college"], name="awards_quota_once"),
            models.CheckConstraint(
                name="awards_quota_has_a_place",
                condition=Q(places__gte=1),
                violation_error_message=_("A quota has at least one place."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.college}"

    def get_absolute_url(self) -> str:
        return reverse("college_nominations", args=[self.round_id, self.college.code])

    @property
    def is_due(self) -> bool:
        """Whether its last day has passed."""
        return timezone.localdate() > self.due_on

    @property
    def version(self) -> str:
        """What somebody saw of it who wants to change it."""
        return f"{self.places} {self.due_on.isoformat()}"
