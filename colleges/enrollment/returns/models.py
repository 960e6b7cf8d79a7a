"""What the colleges send in: a return a year, its figures, and what was said of it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.acts.fields import done_by
from qingdao_techedu.publishing.models import Recorded

from ..figures.models import Measure, Observation, Release
from .queries import ReturnQuerySet


class Return(Recorded):
    """A college's own statement of its figures, asked for by the bureau for one release.

    It is filled in until it is sent, may be queried and answered, and is accepted: only then do its
    figures stand in the release. At last the college signs off what the public will see of it.
    """

    is_told = False
    is_internal = True  # the public sees the figures of the release

    class State(models.TextChoices):
        NOT_SENT = "not-sent", _("not sent")
        SENT = "sent", _("sent")
        QUERIED = "queried", _("queried")
        ACCEPTED = "accepted", _("accepted")

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="returns", verbose_name=_("release")
    )
    college = models.ForeignKey(
        College, models.PROTECT, related_name="returns", verbose_name=_("college")
    )
    due_on = models.DateField(
        pgettext_lazy("annual return", "due on"),
        help_text=_("The last day on which it is in time."),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.NOT_SENT, editable=False
    )
    sent_at = models.DateTimeField(
        pgettext_lazy("annual return", "sent at"), null=True, blank=True, editable=False
    )
    sent_by = done_by(pgettext_lazy("annual return", "sent by"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    accepted_by = done_by(_("accepted by"))
    signed_off_at = models.DateTimeField(_("signed off at"), null=True, blank=True, editable=False)
    signed_off_by = done_by(_("signed off by"))
    signed_off_digest = models.CharField(max_length=64, blank=True, editable=False)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True, editable=False)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual return")
        verbose_name_plural = _("annual returns")
        ordering = ["release", "college__pinyin", "college__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "college"],
                name="enrollment_return_once",
                violation_error_message=_("The college has been asked for this return already."),
            ),
            models.CheckConstraint(
                name="enrollment_return_state_has_its_moment",
                condition=Q(state="not-sent")
                | Q(state__in=["sent", "queried"], sent_at__isnull=False)
                | Q(state="accepted", sent_at__isnull=False, accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.college} {self.release.year}"

    def get_absolute_url(self) -> str:
        return reverse("annual_return", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the college may still change its figures."""
        return self.state in {self.State.NOT_SENT, self.State.QUERIED} and self.release.is_open

    @property
    def is_missing(self) -> bool:
        return self.state in {self.State.NOT_SENT, self.State.QUERIED}

    @property
    def days_late(self) -> int:
        """Days since it was due while the bureau still waits for the college; 0 in time."""
        if not self.is_missing:
            return 0
        return max(0, (timezone.localdate() - self.due_on) // datetime.timedelta(days=1))


class ReturnedFigure(Recorded):
    """One figure of a return: a value, or a symbol that says why there is none."""

    whole = "annual_return"
    is_told = False

    annual_return = models.ForeignKey(
        Return, models.CASCADE, related_name="figures", verbose_name=_("annual return")
    )
    specialty = models.ForeignKey(
        Specialty, models.PROTECT, related_name="+", verbose_name=_("specialty")
    )
    level = models.CharField(pgettext_lazy("training", "level"), max_length=12, choices=Level)
    entry_route = models.CharField(_("entry route"), max_length=18, choices=EntryRoute)
    sex = models.CharField(_("sex"), max_length=6, choices=Observation.Sex)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("measure")
    )
    value = models.PositiveIntegerField(_("value"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=1, choices=Observation.Symbol, blank=True)

    class Meta:
        verbose_name = _("figure of a return")
        verbose_name_plural = _("figures of returns")
        ordering = ["annual_return", "specialty", "level", "entry_route", "sex", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_return", "specialty", "level", "entry_route", "sex", "measure"],
                name="enrollment_returnedfigure_once",
                violation_error_message=_("The return has a figure for this already."),
            ),
            models.CheckConstraint(
                name="enrollment_returnedfigure_value_or_symbol",
                condition=Q(value__isnull=False, symbol="") | Q(value__isnull=True) & ~Q(symbol=""),
                violation_error_message=_("Give a value or a symbol, never both or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annual_return} {self.specialty} {self.measure}"


class ReturnExplanation(models.Model):
    """A college's word on something unusual. ``warning`` holds the numbers that it explains."""

    annual_return = models.ForeignKey(
        Return, models.CASCADE, related_name="explanations", verbose_name=_("annual return")
    )
    warning = models.CharField(_("warning"), max_length=200)
    text = models.CharField(_("explanation"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written at"), auto_now=True)

    class Meta:
        verbose_name = _("explanation in a return")
        verbose_name_plural = _("explanations in returns")
        ordering = ["annual_return", "warning"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_return", "warning"], name="enrollment_returnexplanation_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class ReturnMessage(models.Model):
    """A question of the bureau about a return, or the college's answer; never changed."""

    class Kind(models.TextChoices):
        QUERY = "query", _("Query of the bureau")
        ANSWER = "answer", _("Answer of the college")

    annual_return = models.ForeignKey(
        Return, models.CASCADE, related_name="messages", verbose_name=_("annual return")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    at = models.DateTimeField(_("written at"), auto_now_add=True)

    class Meta:
        verbose_name = _("message on a return")
        verbose_name_plural = _("messages on returns")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
