"""The yearly publications of the figures."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.acts.fields import done_by
from qingdao_techedu.publishing.models import Recorded
from qingdao_techedu.publishing.spans import END, Span
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.bilingual import Bilingual

from ..queries import ReleaseQuerySet

OPEN = pgettext_lazy("release", "open")


class Release(Recorded, Provenanced):
    """One publication of one year's figures; a correction is a new version.

    It is open while figures are gathered, then submitted, then sealed: from then on the database
    refuses to change it. The public sees a sealed release from ``published_at`` on, once it is put
    out: its figures are protected, and its files are written. ``sha256`` is the digest of what is
    published, ``collected_sha256`` that of what was sealed. ``protection`` tells the thresholds,
    what the audit found and what cannot be read (``releases.putting_out``).
    """

    class Status(models.TextChoices):
        PROVISIONAL = "provisional", _("Provisional")
        REVISED = "revised", _("Revised")
        FINAL = "final", _("Final")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1949), MaxValueValidator(2100)]
    )
    version = models.PositiveSmallIntegerField(
        _("version"), default=1, validators=[MinValueValidator(1)]
    )
    status = models.CharField(
        _("status"), max_length=11, choices=Status, default=Status.PROVISIONAL
    )
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_(
            "Once it is sealed, the public sees the release from this minute on; blank: at once."
        ),
    )
    change_note_zh = models.TextField(
        _("what changed (Chinese)"),
        blank=True,
        help_text=_("Required from the second version on; the public reads it."),
    )
    change_note_en = models.TextField(_("what changed (English)"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    submitted_by = done_by(_("submitted by"))
    remark = models.TextField(_("why it was returned"), blank=True, editable=False)
    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True, editable=False)
    sealed_by = done_by(_("sealed by"))
    row_count = models.PositiveIntegerField(_("rows"), null=True, blank=True, editable=False)
    collected_sha256 = models.CharField(
        _("SHA-256 of what was collected"), max_length=64, blank=True, editable=False
    )
    protected_at = models.DateTimeField(_("put out at"), null=True, blank=True, editable=False)
    protection = models.JSONField(_("protection"), default=dict, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    file = models.FileField(
        _("file"), upload_to="releases/", max_length=200, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_zh = models.TextField(
        _("why it was withdrawn (Chinese)"), blank=True, editable=False
    )
    withdrawal_en = models.TextField(
        _("why it was withdrawn (English)"), blank=True, editable=False
    )

    change_note = Bilingual()
    withdrawal = Bilingual()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-year", "-version"]
        constraints = [
            *Provenanced.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "version"],
                name="enrollment_release_once",
                violation_error_message=_("This version of the year exists already."),
            ),
            models.CheckConstraint(
                name="enrollment_release_sealed_with_its_digest",
                condition=Q(sealed_at=None, collected_sha256="", protected_at=None)
                | Q(sealed_at__isnull=False, published_at__isnull=False) & ~Q(collected_sha256=""),
            ),
            models.CheckConstraint(
                name="enrollment_release_put_out_with_its_digest",
                condition=Q(protected_at=None, sha256="", row_count=None)
                | Q(protected_at__isnull=False, row_count__isnull=False) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="enrollment_release_withdrawal_is_explained",
                condition=~Q(status="withdrawn")
                | Q(sealed_at__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawal_zh=""),
                violation_error_message=_("A withdrawn record needs an explanation in Chinese."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"

    def natural_key(self) -> tuple[str, str]:
        return (str(self.year), str(self.version))

    def get_absolute_url(self) -> str:
        return reverse("release", args=[self.year, self.version])

    @property
    def is_open(self) -> bool:
        """Whether its figures may still change."""
        return self.submitted_at is None and self.sealed_at is None

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None and self.sealed_at is None

    @property
    def submission(self) -> str:
        """Tells one submission from the next."""
        return self.submitted_at.isoformat() if self.submitted_at else ""

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def is_embargoed(self) -> bool:
        """Sealed, and its moment has not come."""
        moment = self.published_at
        return self.is_sealed and moment is not None and moment > timezone.now()

    @property
    def is_public(self) -> bool:
        """Visitors see it from its moment on without anybody's doing: it is decided before that."""
        return self.protected_at is not None

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> Q:
        put_out = Q(**{f"{path}protected_at__isnull": False, f"{path}published_at__lte": at})
        return put_out & ~Q(**{f"{path}status": cls.Status.WITHDRAWN})

    @classmethod
    def shown_in(cls, row: Any) -> list[Span]:
        if row.protected_at is None or row.published_at is None:
            return []
        return [] if row.status == cls.Status.WITHDRAWN else [(row.published_at, END)]

    @property
    def explains_absence(self) -> bool:
        """What was withdrawn before its moment had come, visitors never saw."""
        return (
            self.withdrawn_at is not None
            and self.published_at is not None
            and self.published_at <= self.withdrawn_at
        )

    @property
    def stage(self) -> str:
        """Where it stands between the first figure and the public, in words."""
        if self.is_withdrawn:
            return str(_("withdrawn"))
        if self.is_sealed and self.protected_at is None:
            return str(_("sealed, waits to be put out"))
        if self.is_embargoed:
            return str(_("sealed, not public yet"))
        if self.is_sealed:
            return str(_("sealed and public"))
        return str(_("submitted for sealing") if self.is_submitted else OPEN)

    @property
    def file_name(self) -> str:
        """The name under which its canonical file is downloaded."""
        return f"enrollment-{self.year}-v{self.version}.csv"
