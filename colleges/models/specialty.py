"""What the colleges teach."""

from __future__ import annotations

import math
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from colleges.queries import OfferingQuerySet, SpecialtyQuerySet
from qingdao_techedu.dates.partial import PartialDateField
from qingdao_techedu.naming.names import Named, NamedQuerySet
from qingdao_techedu.publishing.models import Recorded
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.labels import told_apart

from .college import College


class Level(models.TextChoices):
    """The level of skill that a course leads to."""

    INTERMEDIATE = "intermediate", _("Intermediate worker")
    SENIOR = "senior", _("Senior worker")
    TECHNICIAN = "technician", _("Prospective technician")


class EntryRoute(models.TextChoices):
    """What students bring with them when they enter."""

    JUNIOR_LEAVER = "junior-leaver", _("Junior secondary leavers")
    SENIOR_LEAVER = "senior-leaver", _("Senior secondary leavers")
    CERTIFICATE_HOLDER = "certificate-holder", _("Holders of skill certificates")
    EMPLOYEE = "employee", _("Employees")
    VETERAN = "veteran", _("Veterans")


class CategoryQuerySet(NamedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class SpecialtyCategory(Recorded, Named, Provenanced):
    """A category of the national specialty directory."""

    code = models.CharField(_("code"), max_length=2, unique=True)

    objects = CategoryQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("specialty category")
        verbose_name_plural = _("specialty categories")
        ordering = ["code"]

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class Specialty(Recorded, Addressed, Named, Provenanced):
    """A specialty by name. Its level belongs to the offering: one name is taught at several."""

    told_by = ("category",)

    slug = models.SlugField(_("address name"), max_length=100, unique=True)
    category = models.ForeignKey(
        SpecialtyCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="specialties",
        verbose_name=_("category"),
    )
    national_code = models.CharField(
        _("national code"),
        max_length=12,
        blank=True,
        help_text=_("From the official directory; blank until it has been imported."),
    )

    objects = SpecialtyQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("specialty")
        verbose_name_plural = _("specialties")
        ordering = ["pinyin", "slug"]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("specialty_detail", args=[self.slug])

    @property
    def told_apart(self) -> str:
        return told_apart(self, self.national_code, self.category or self.slug)


class Offering(Recorded, Provenanced):
    """A specialty as one college teaches it: level, entry route and length."""

    whole = "college"
    choosable = {"college": "in_operation"}

    college = models.ForeignKey(
        College, models.PROTECT, related_name="offerings", verbose_name=_("college")
    )
    specialty = models.ForeignKey(
        Specialty, models.PROTECT, related_name="offerings", verbose_name=_("specialty")
    )
    level = models.CharField(
        pgettext_lazy("training", "level"),
        max_length=12,
        choices=Level,
        blank=True,
        help_text=_("Blank: not stated."),
    )
    entry_route = models.CharField(
        _("entry route"),
        max_length=18,
        choices=EntryRoute,
        blank=True,
        help_text=_("Blank: not stated."),
    )
    length_years = models.DecimalField(
        _("length of study (years)"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(8)],
    )
    valid_from = PartialDateField(_("from"), blank=True)
    valid_until = PartialDateField(_("until"), blank=True)
    filing_number = models.CharField(_("filing number"), max_length=60, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ["college", "specialty", "level", "entry_route"]
        constraints = [
            *Provenanced.Meta.constraints,
            models.UniqueConstraint(
                fields=["college", "specialty", "level", "entry_route", "valid_from"],
                name="colleges_offering_once",
                violation_error_message=_("The college offers this specialty so already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["specialty", "valid_until", "college"], name="colleges_offering_taught"
            )
        ]

    @property
    def study_time(self) -> str:
        """The length of study in words; blank where it is not stated."""
        if self.length_years is None:
            return ""
        told = ngettext("%(years)s year", "%(years)s years", math.ceil(self.length_years))
        return told % {"years": f"{self.length_years.normalize():f}"}

    def __str__(self) -> str:
        parts = [str(self.college), str(self.specialty), self.get_level_display()]
        return " · ".join(part for part in parts if part)
