"""The register of technical colleges."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from colleges.queries import CollegeQuerySet
from qingdao_techedu.dates.partial import PartialDateField
from qingdao_techedu.facts.models import Division, ReportedFigure
from qingdao_techedu.naming.names import Named
from qingdao_techedu.normalization.typed import halfwidth
from qingdao_techedu.publishing.models import Publishable, Recorded, public
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.bilingual import Bilingual
from qingdao_techedu.ui.labels import told_apart

CODE = "qd-"
ASCII_NUMBER = re.compile(rf"{CODE}\d{{1,6}}", re.ASCII)


class Ownership(models.TextChoices):
    PUBLIC = "public", _("Public")
    STATE_ENTERPRISE = "state-enterprise", _("State-owned enterprise")
    ENTERPRISE = "enterprise", _("Enterprise")
    PRIVATE = "private", _("Private")


class College(Publishable, Recorded, Addressed, Named, Provenanced):
    """A technical college under its permanent code."""

    kind: str | None  # only where fetched ``with_kind``
    offered_today: list[Any]  # the offerings, only where fetched ``for_page``

    address_field = "code"
    address_help = _(
        "Left blank, it is the next number. It can be changed until the college is public, not "
        "afterwards."
    )
    told_by = ("district",)
    choosable = {"district": "districts"}
    immediate_fields = frozenset({"pinyin"})

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        MERGED = "merged", _("Merged")
        CLOSED = "closed", _("Closed")

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Like qd-001."))],
        help_text=_("Permanent: it stands in the college's address and is never given again."),
    )
    ownership = models.CharField(_("ownership"), max_length=16, choices=Ownership, blank=True)
    sponsor_zh = models.CharField(_("sponsor (Chinese)"), max_length=200, blank=True)
    sponsor_en = models.CharField(_("sponsor (English)"), max_length=200, blank=True)
    district = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="colleges",
        verbose_name=_("district"),
    )
    founded = PartialDateField(_("founded"), blank=True)
    website = models.URLField(_("website"), blank=True)
    phone = models.CharField(
        _("telephone of the office"),
        max_length=40,
        blank=True,
        help_text=_("An office number only, never a person's mobile number."),
    )
    description_zh = models.TextField(_("description (Chinese)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.OPEN)
    confirmed_on = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("When the college last confirmed this record; shown to visitors."),
    )
    figures = GenericRelation(
        ReportedFigure, content_type_field="subject_type", object_id_field="subject_id"
    )

    sponsor = Bilingual()
    description = Bilingual()

    objects = CollegeQuerySet.as_manager()

    class Meta:
        verbose_name = _("college")
        verbose_name_plural = _("colleges")
        ordering = ["pinyin", "code"]
        constraints = [*Provenanced.Meta.constraints, *Publishable.Meta.constraints]

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def get_absolute_url(self) -> str:
        return reverse("college_detail", args=[self.code])

    @property
    def told_apart(self) -> str:
        is_open = self.status == self.Status.OPEN
        return told_apart(
            self, self.code, self.district, "" if is_open else self.get_status_display()
        )

    def proposed_address(self, promised: Collection[str] = ()) -> str:
        """The number after all that were ever given: ``qd-007``."""
        known = College.history.filter(code__startswith=CODE).values_list("code", flat=True)
        like = [*known.distinct(), *self._addresses_like(CODE), *promised]
        numbers = [int(one.removeprefix(CODE)) for one in like if ASCII_NUMBER.fullmatch(one)]
        return f"{CODE}{max(numbers, default=0) + 1:03}"

    @classmethod
    def from_db(cls, *args, **kwargs):
        college = super().from_db(*args, **kwargs)
        college._stored_code = college.__dict__.get("code")
        return college

    def clean(self) -> None:
        super().clean()
        others = College.history.filter(code=self.code).exclude(id=self.pk)
        if self.code != getattr(self, "_stored_code", None) and others.exists():
            raise ValidationError(
                {"code": _("This code belonged to another college; codes are never given again.")}
            )

    @classmethod
    def name_match(cls, word: str) -> Q:
        return (
            super().name_match(word)
            | Q(former_names__name_zh__icontains=word)
            | Q(former_names__name_en__icontains=word)
            | Q(code__iexact=halfwidth(word))
        )

    @property
    def wanting(self) -> list[str]:
        """What visitors look for first and nobody has recorded; fetched ``for_page``."""
        addresses = any(campus.address for campus in self.campuses.all())
        sought = (
            (addresses, _("address")),
            (self.phone, _("telephone")),
            (self.website, _("website")),
            (self.founded, _("year of founding")),
        )
        return [str(label) for known, label in sought if not known]

    @property
    def kind_label(self) -> str:
        """The kind in force, in words; the college must be fetched ``with_kind``."""
        return str(KindSpell.Kind(self.kind).label) if self.kind else ""


class FormerName(Recorded):
    """A name that a college bore earlier; its address leads to the college."""

    whole = "college"

    college = models.ForeignKey(
        College, models.CASCADE, related_name="former_names", verbose_name=_("college")
    )
    name_zh = models.CharField(_("name (Chinese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    valid_from = PartialDateField(_("from"), blank=True)
    valid_until = PartialDateField(_("until"), blank=True)

    name = Bilingual()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["college", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["college", "name_zh"],
                name="colleges_formername_once",
                violation_error_message=_("The college has this former name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name_zh


class KindSpell(Recorded):
    """The years in which a college was of one kind; the open spell is today's."""

    whole = "college"

    class Kind(models.TextChoices):
        TECHNICIAN_COLLEGE = "technician-college", _("Technician college")
        SENIOR_TECHNICAL_SCHOOL = "senior-technical-school", _("Senior technical school")
        TECHNICAL_SCHOOL = "technical-school", _("Technical school")

    college = models.ForeignKey(
        College, models.CASCADE, related_name="kind_spells", verbose_name=_("college")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    valid_from = PartialDateField(_("from"), blank=True)
    valid_until = PartialDateField(_("until"), blank=True)

    class Meta:
        verbose_name = _("kind of college")
        verbose_name_plural = _("kinds of college over time")
        ordering = ["college", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["college"],
                condition=Q(valid_until=""),
                name="colleges_kindspell_one_is_open",
                violation_error_message=_("Only one kind can be in force: end the other first."),
            ),
            models.CheckConstraint(
                name="colleges_kindspell_ends_after_it_begins",
                condition=Q(valid_until="") | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("A spell cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from}–{self.valid_until}"


class Campus(Recorded):
    """A place where a college teaches."""

    whole = "college"
    choosable = {"district": "districts"}

    college = models.ForeignKey(
        College, models.CASCADE, related_name="campuses", verbose_name=_("college")
    )
    name_zh = models.CharField(_("name (Chinese)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    district = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campuses",
        verbose_name=_("district"),
    )
    address_zh = models.CharField(_("address (Chinese)"), max_length=200, blank=True)
    address_en = models.CharField(_("address (English)"), max_length=200, blank=True)

    name = Bilingual()
    address = Bilingual()

    class Meta:
        verbose_name = _("campus")
        verbose_name_plural = _("campuses")
        ordering = ["college", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["college", "name_zh"],
                name="colleges_campus_once",
                violation_error_message=_("The college has a campus of this name already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class CollegeLink(Recorded):
    """How one college came from another."""

    whole = "college"

    class Kind(models.TextChoices):
        MERGED_INTO = "merged-into", _("merged into")
        SPLIT_FROM = "split-from", _("split from")
        UPGRADED_FROM = "upgraded-from", _("upgraded from")

    college = models.ForeignKey(
        College, models.CASCADE, related_name="links", verbose_name=_("college")
    )
    kind = models.CharField(_("kind of link"), max_length=13, choices=Kind)
    other = models.ForeignKey(
        College, models.PROTECT, related_name="linked_from", verbose_name=_("other college")
    )
    happened_on = PartialDateField(_("date"), blank=True)

    class Meta:
        verbose_name = _("link to another college")
        verbose_name_plural = _("links to other colleges")
        ordering = ["college", "happened_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["college", "kind", "other"],
                name="colleges_collegelink_once",
                violation_error_message=_("This link is recorded already."),
            ),
            models.CheckConstraint(
                name="colleges_collegelink_joins_two",
                condition=~Q(college=F("other")),
                violation_error_message=_("A college cannot be linked to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.college} {self.get_kind_display()} {self.other}"

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> Q:
        return public(College, f"{path}other__", at)

    @classmethod
    def rests_on(cls, row: Any) -> tuple[str, ...]:
        return ("other",)
