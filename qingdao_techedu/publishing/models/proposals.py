"""A proposal: what somebody wants to change in what the public sees, until a second person agrees.

One mechanism serves every model. A proposal holds changes, each of one record: the fields as
they were and as they are to be. Applying it is one act.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .recorded import Door

UNDO_WITHIN = datetime.timedelta(minutes=10)


class ProposalQuerySet(models.QuerySet):
    """Whose turn it is."""

    def open(self):
        return self.filter(state__in=Proposal.OPEN)

    def submitted(self):
        return self.filter(state=Proposal.State.SUBMITTED)

    def to_review_by(self, user):
        """What ``user`` may decide on: never what they wrote themselves."""
        return self.submitted().exclude(author=user)

    def back_with(self, user):
        """What waits for its author: begun, or returned."""
        return self.filter(author=user, state__in=[Proposal.State.DRAFT, Proposal.State.RETURNED])

    def touching(self, record: models.Model):
        """Open proposals that would change ``record`` or a part proposed with it."""
        kind = ContentType.objects.get_for_model(record)
        return self.open().filter(content_type=kind, object_id=record.pk)


class Proposal(models.Model):
    """What one person wants to change, as one act. ``record`` names the main record."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPLIED = "applied", _("applied")
        DROPPED = "dropped", _("dropped")
        UNDONE = "undone", _("undone")

    OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)

    title = models.CharField(_("title"), max_length=300)
    content_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name=_("kind of record"))
    object_id = models.PositiveBigIntegerField(
        _("record number"), null=True, blank=True, help_text=_("Blank for a new record.")
    )
    door = models.CharField(_("door"), max_length=10, choices=Door, default=Door.FORM)
    reason = models.TextField(
        _("why"), blank=True, help_text=_("What the reviewer should know; where it is written.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals", verbose_name=_("author")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    version = models.PositiveIntegerField(default=1)
    findings = models.JSONField(
        _("personal numbers in it"), default=list, blank=True, editable=False
    )
    exception_reason = models.TextField(
        _("why they are published all the same"), blank=True, editable=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [
            models.CheckConstraint(
                name="publishing_proposal_decided_by_somebody_else",
                condition=Q(decided_by=None) | ~Q(decided_by=F("author")),
                violation_error_message=_("Nobody decides on their own proposal."),
            ),
            models.CheckConstraint(
                name="publishing_proposal_return_has_a_reason",
                condition=~Q(state="returned") | ~Q(remark=""),
                violation_error_message=_("Say why the proposal is returned."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("admin:publishing_proposal_change", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def state_told(self) -> str:
        """Its state in words; of what came back once, that it has come again."""
        if self.state == self.State.SUBMITTED and self.remark:
            return str(_("submitted again"))
        return str(self.get_state_display())

    @property
    def undo_until(self) -> datetime.datetime | None:
        """The last moment at which the applied proposal can be undone."""
        if self.state != self.State.APPLIED or self.decided_at is None:
            return None
        return self.decided_at + UNDO_WITHIN

    @property
    def can_be_undone(self) -> bool:
        return self.undo_until is not None and timezone.now() <= self.undo_until


class Change(models.Model):
    """What a proposal does to one record.

    ``before`` and ``after`` hold the changed fields by name, as ``values`` writes them. A record
    that is to be made has no number yet: other changes name it by ``{"new": order}``.
    """

    class Act(models.TextChoices):
        ADD = "add", _("add")
        CHANGE = "change", _("change")
        DELETE = "delete", _("delete")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="changes")
    order = models.PositiveIntegerField()
    act = models.CharField(max_length=6, choices=Act)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    label = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["proposal", "order"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "order"], name="publishing_change_once")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.label}"


class Step(models.Model):
    """One step in the life of a proposal: what somebody did with it, when and with which words."""

    class Act(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("step", "submitted")
        RETURNED = "returned", pgettext_lazy("step", "returned")
        APPROVED = "approved", pgettext_lazy("step", "approved")
        TAKEN_BACK = "taken-back", pgettext_lazy("step", "taken back to draft")
        DROPPED = "dropped", pgettext_lazy("step", "given up")
        UNDONE = "undone", pgettext_lazy("step", "undone")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"))
    words = models.TextField(_("words"), blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("step of a proposal")
        verbose_name_plural = _("steps of a proposal")
        ordering = ["proposal", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.proposal}"
