"""The yearly rounds of an award, and how they print the names of their recipients."""

from __future__ import annotations

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from colleges.models import College
from conferences.models import Conference
from qingdao_techedu.dates.partial import PartialDateField
from qingdao_techedu.publishing.models import Publishable, Recorded
from qingdao_techedu.records.provenance import Provenanced

from ..queries import RollCountQuerySet, RoundQuerySet
from .kinds import AwardKind


class NameForm(models.TextChoices):
    """How the public reads a person's name, from the most open to the most reserved."""

    FULL = "full", _("in full")
    MASKED = "masked", _("masked, as 张*三")
    HIDDEN = "hidden", _("not at all")

    @property
    def reserve(self) -> int:
        """How little it tells: 0 is the whole name."""
        return list(NameForm).index(self)


class Round(Publishable, Recorded, Provenanced):
    """One year's conferral of one award.

    Nominations are gathered until the round is publicized; while its window is open the public may
    object; once it has closed and every objection is answered the awards are conferred. What
    happens to it then is done by acts (``actions``), never by a form.
    """

    class Stage(models.TextChoices):
        GATHERING = "gathering", _("nominations are gathered")
        AHEAD = "ahead", _("publicity is ahead")
        OPEN = "open", _("publicity is open")
        CLOSED = "closed", _("publicity is over, to be conferred")
        CONFERRED = "conferred", _("conferred")

    told_by = ("kind",)
    choosable = {"conference": "standing"}

    kind = models.ForeignKey(
        AwardKind, models.PROTECT, related_name="rounds", verbose_name=_("award kind")
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(1949), MaxValueValidator(2100)],
        help_text=_("The year in which the awards were handed over."),
    )
    conference = models.ForeignKey(
        Conference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="award_rounds",
        verbose_name=_("conference"),
        help_text=_("Where the awards were handed over."),
    )
    conferred_on = PartialDateField(_("conferred on"), blank=True)
    shows_class = models.BooleanField(
        _("class is printed"), default=False, help_text=_("On the roll, beside the name.")
    )
    shows_specialty = models.BooleanField(
        _("specialty is printed"), default=False, help_text=_("On the roll, beside the name.")
    )
    publicity_from = models.DateTimeField(
        _("publicity from"), null=True, blank=True, editable=False
    )
    publicity_until = models.DateTimeField(
        _("publicity until"), null=True, blank=True, editable=False
    )
    conferred_at = models.DateTimeField(_("conferred at"), null=True, blank=True, editable=False)
    name_form = models.CharField(
        _("names during publicity"),
        max_length=6,
        choices=NameForm,
        default=NameForm.FULL,
        editable=False,
    )
    roll_name_form = models.CharField(
        _("names on the roll afterwards"),
        max_length=6,
        choices=NameForm,
        default=NameForm.MASKED,
        editable=False,
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("award round")
        verbose_name_plural = _("award rounds")
        ordering = ["-year", "kind"]
        constraints = [
            *Provenanced.Meta.constraints,
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "year"],
                name="awards_round_once",
                violation_error_message=_("This award has a round in this year already."),
            ),
            models.CheckConstraint(
                name="awards_round_publicity_ends_after_it_begins",
                condition=Q(publicity_from=None, publicity_until=None)
                | Q(publicity_from__isnull=False, publicity_until__gt=F("publicity_from")),
                violation_error_message=_("Publicity has a beginning and an end, in this order."),
            ),
            models.CheckConstraint(
                name="awards_round_conferred_after_publicity",
                condition=Q(conferred_at=None)
                | Q(publicity_until__isnull=False, conferred_at__gte=F("publicity_until")),
                violation_error_message=_("Awards are conferred after their publicity."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s %(award)s") % {"year": self.year, "award": self.kind}

    def natural_key(self) -> tuple[str, str]:
        return (self.kind.slug, str(self.year))

    def get_absolute_url(self) -> str:
        return reverse("award_roll", args=[self.year, self.kind.slug])

    def stage_at(self, moment: datetime.datetime) -> Stage:
        """Where it stands at a moment, without anybody having done anything since."""
        if self.conferred_at is not None and self.conferred_at <= moment:
            return self.Stage.CONFERRED
        if self.publicity_from is None or self.publicity_until is None:
            return self.Stage.GATHERING
        if moment < self.publicity_from:
            return self.Stage.AHEAD
        return self.Stage.OPEN if moment < self.publicity_until else self.Stage.CLOSED

    @property
    def stage(self) -> Stage:
        return self.stage_at(timezone.now())

    @property
    def told_stage(self) -> Stage:
        """What visitors are told: a window is announced by opening, at its first minute."""
        return self.Stage.GATHERING if self.stage == self.Stage.AHEAD else self.stage

    @property
    def is_gathering(self) -> bool:
        return self.stage == self.Stage.GATHERING

    @property
    def is_open(self) -> bool:
        """Whether the public may object now."""
        return self.stage == self.Stage.OPEN

    @property
    def is_conferred(self) -> bool:
        return self.conferred_at is not None

    @property
    def form_now(self) -> NameForm:
        """How its names are printed where nothing stricter was asked for one of them."""
        return NameForm(self.roll_name_form if self.is_conferred else self.name_form)


class RollCount(models.Model):
    """How many grants of a college stand in a round, and which places of the roll they take.

    Written by ``placing`` in the act that changes the roll, so that no page has to count it.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="roll_counts")
    college = models.ForeignKey(College, models.PROTECT, related_name="roll_counts")
    count = models.PositiveIntegerField(_("grants"))
    first_place = models.PositiveIntegerField()
    last_place = models.PositiveIntegerField()

    objects = RollCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["round", "first_place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "college"], name="awards_rollcount_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.college_id}: {self.count}"
