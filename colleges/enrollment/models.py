"""Enrollment figures: measures, yearly releases and the observations in them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.facts.naming import Named
from qingdao_techedu.facts.provenance import Provenanced
from qingdao_techedu.publishing.models import Recorded
from qingdao_techedu.ui.bilingual import Bilingual

from .queries import MeasureQuerySet, ObservationQuerySet, ReleaseQuerySet


class Measure(Recorded, Named):
    """What is counted, and whether it may be added over time."""

    class Kind(models.TextChoices):
        STOCK = "stock", _("stock: counted on a day, never added across years")
        FLOW = "flow", _("flow: counted over a year")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    definition_zh = models.TextField(_("definition (Chinese)"))
    definition_en = models.TextField(_("definition (English)"), blank=True)

    definition = Bilingual()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["order", "code"]

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Release(Recorded, Provenanced):
    """One publication of one year's figures; a correction is a new version."""

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
        help_text=_("The public sees the release from this moment on; blank: not yet."),
    )
    change_note_zh = models.TextField(_("what changed (Chinese)"), blank=True)
    change_note_en = models.TextField(_("what changed (English)"), blank=True)

    change_note = Bilingual()

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
        ]

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"

    @property
    def is_public(self) -> bool:
        """Visitors see it from its moment on without anybody's doing: it is decided before that."""
        return self.published_at is not None


class Observation(Recorded):
    """One leaf figure: a value, or a symbol that says why there is none. Totals are computed."""

    whole = "release"
    is_told = False  # releases show their revisions cell by cell

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    class Symbol(models.TextChoices):
        NOT_APPLICABLE = "z", _("not applicable")
        NOT_AVAILABLE = "x", _("not available")
        CONFIDENTIAL = "c", _("confidential")

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="observations", verbose_name=_("release")
    )
    college = models.ForeignKey(
        College, models.PROTECT, related_name="observations", verbose_name=_("college")
    )
    specialty = models.ForeignKey(
        Specialty, models.PROTECT, related_name="observations", verbose_name=_("specialty")
    )
    level = models.CharField(_("level"), max_length=12, choices=Level)
    entry_route = models.CharField(_("entry route"), max_length=18, choices=EntryRoute)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="observations", verbose_name=_("measure")
    )
    value = models.PositiveIntegerField(_("value"), null=True, blank=True)
    symbol = models.CharField(
        _("symbol"),
        max_length=1,
        choices=Symbol,
        blank=True,
        help_text=_("Instead of a value. Unknown is never written as 0."),
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["release", "college", "specialty", "level", "entry_route", "sex", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "release",
                    "college",
                    "specialty",
                    "level",
                    "entry_route",
                    "sex",
                    "measure",
                ],
                name="enrollment_observation_once",
                violation_error_message=_("The release has a figure for this already."),
            ),
            models.CheckConstraint(
                name="enrollment_observation_value_or_symbol",
                condition=Q(value__isnull=False, symbol="") | Q(value__isnull=True) & ~Q(symbol=""),
                violation_error_message=_("Give a value or a symbol, never both or neither."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["measure", "release", "college", "value"], name="enrollment_totals"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.college} {self.specialty} {self.measure}"
