"""Figures as somebody reported them: never obtained by counting our rows."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.dates.partial import PartialDateField, spoken
from qingdao_techedu.naming.names import Named, NamedQuerySet
from qingdao_techedu.publishing.models import Recorded, public
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenanced, ProvenancedQuerySet
from qingdao_techedu.ui.bilingual import Bilingual
from qingdao_techedu.ui.labels import told_apart
from qingdao_techedu.ui.numbers import Amount, amount

from .places import Division

# The totals that the press reported of the 2024 work conference.
HEADLINE_CODES = ("qingdao-2024-colleges", "qingdao-2024-enrolled", "qingdao-2024-output")


class Unit(models.TextChoices):
    """The unit in which a figure was reported; ``scale`` converts to the base unit."""

    PERSONS = "persons", pgettext_lazy("unit", "persons")
    WAN_PERSONS = "wan-persons", pgettext_lazy("unit", "ten thousand persons")
    WAN_PERSON_TIMES = "wan-person-times", pgettext_lazy("unit", "ten thousand person-times")
    PERSON_TIMES = "person-times", pgettext_lazy("unit", "person-times")
    COLLEGES = "colleges", pgettext_lazy("unit", "colleges")
    PERCENT = "percent", pgettext_lazy("unit", "%")
    CHAINS = "chains", pgettext_lazy("unit", "chains")
    EVENTS = "events", pgettext_lazy("unit", "events")
    MEDALS = "medals", pgettext_lazy("unit", "medals")
    GROUPS = "groups", pgettext_lazy("unit", "groups")
    CLASSES = "classes", pgettext_lazy("unit", "classes")
    YUAN_EACH = "yuan-each", pgettext_lazy("unit", "yuan each")

    @property
    def scale(self) -> int:
        return 10_000 if self.value.startswith("wan-") else 1

    @property
    def base(self) -> Unit:
        """The unit without its scale: persons for ten thousand persons."""
        return Unit(self.value.removeprefix("wan-"))


class IndicatorQuerySet(NamedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class Indicator(Recorded, Addressed, Named):
    """What a reported figure measures."""

    address_field = "code"

    code = models.SlugField(_("code"), max_length=60, unique=True)
    definition_zh = models.TextField(_("definition (Chinese)"), blank=True)
    definition_en = models.TextField(_("definition (English)"), blank=True)

    definition = Bilingual()

    @property
    def told_apart(self) -> str:
        return told_apart(self, self.code)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class ReportedFigureQuerySet(ProvenancedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def headline(self):
        """The figures that introduce the portal, in the order of their telling."""
        rank = {code: n for n, code in enumerate(HEADLINE_CODES)}
        return (
            self.public()
            .filter(code__in=rank)
            .order_by(models.Case(*(models.When(code=code, then=n) for code, n in rank.items())))
        )

    def declared_colleges(self):
        """The number of colleges that was reported of the city, or None where it is not public."""
        return self.public().filter(code=HEADLINE_CODES[0]).first()

    def public(self):
        """Figures about places, and about subjects that the public may see."""
        return self.filter(public(self.model))

    def matching(self, text: str):
        """Figures of the indicators in whose names every word of ``text`` occurs."""
        return self.filter(indicator__in=Indicator.objects.matching(text))

    def by_subject(self):
        """Places first, by their codes, then other subjects; each one's figures together."""
        return self.order_by(
            models.F("place__code").asc(nulls_last=True),
            "subject_type",
            "subject_id",
            "indicator__pinyin",
            "-period_from",
        )

    def with_parts(self):
        """Fetched with everything a page shows of a figure, in a constant number of queries."""
        return self.select_related("indicator", "place").prefetch_related(
            "citations__source", "subject"
        )


class ReportedFigure(Recorded, Addressed, Provenanced):
    """A number that a source reported about a place, a college or another subject.

    ``value`` is in ``unit`` as reported; ``decimals`` is the precision it was printed with.
    """

    whole = "subject"  # where it is about a place it is part of nothing
    address_field = "code"
    told_by = ("indicator", "place")
    choosable = {"place": "in_force"}

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exact")
        ROUNDED = "rounded", _("rounded")
        ABOUT = "about", _("about")
        AT_LEAST = "at-least", _("at least")
        UP_TO = "up-to", _("nearly")

    class PeriodKind(models.TextChoices):
        POINT = "point", _("in or at")
        SPAN = "span", _("from … to")
        CIRCA = "circa", _("about")
        YEARLY = "yearly", _("every year")
        SCHOOL_YEARLY = "school-yearly", _("every school year")
        UNDATED = "undated", _("undated")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator")
    )
    place = models.ForeignKey(
        Division,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("place"),
        help_text=_("A figure is about a place or about another subject, such as a college."),
    )
    subject_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, verbose_name=_("kind of subject")
    )
    subject_id = models.PositiveBigIntegerField(_("subject number"), null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    period_kind = models.CharField(
        _("kind of period"), max_length=13, choices=PeriodKind, default=PeriodKind.POINT
    )
    period_from = PartialDateField(_("period from"), blank=True)
    period_until = PartialDateField(_("period until"), blank=True)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    unit = models.CharField(_("unit"), max_length=16, choices=Unit)
    qualifier = models.CharField(
        _("qualifier"), max_length=8, choices=Qualifier, default=Qualifier.EXACT
    )

    objects = ReportedFigureQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        ordering = ["place", "indicator", "-period_from", "code"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            *Provenanced.Meta.constraints,
            models.CheckConstraint(
                name="facts_reportedfigure_has_one_subject",
                condition=Q(place__isnull=False, subject_type=None, subject_id=None)
                | Q(place=None, subject_type__isnull=False, subject_id__isnull=False),
                violation_error_message=_("A figure is about a place or a subject: give one."),
            ),
            models.CheckConstraint(
                name="facts_reportedfigure_period_fits_its_kind",
                condition=Q(period_kind__in=["point", "span", "circa"]) & ~Q(period_from="")
                | Q(period_kind__in=["yearly", "school-yearly", "undated"]),
                violation_error_message=_("A dated period needs its start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.indicator} {self.period}".strip()

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def get_absolute_url(self) -> str:
        return reverse("figure_detail", args=[self.code])

    @property
    def told_apart(self) -> str:
        return told_apart(self, f"{self.printed_value} {self.get_unit_display()}")

    def address_words(self) -> str:
        """What it is about, when, and what is measured: ``青岛市 2024 enrolled``."""
        about = self.place.name_zh if self.place else getattr(self.subject, "code", "")
        return f"{about} {self.period_from[:4]} {self.indicator.code}"

    @property
    def about(self) -> object:
        """The place or subject that the figure is about."""
        return self.place or self.subject

    @property
    def base_value(self):
        """The value in the base unit: 134.7 ten thousand persons → 1 347 000 persons."""
        return self.value * Unit(self.unit).scale

    @property
    def printed_value(self) -> str:
        """The number as precise as it was printed: ``134.7``, ``43,900``."""
        return f"{self.value:,.{self.decimals}f}"

    @property
    def amount(self) -> Amount:
        """The number with its qualifier, in the active language: ``about 10,000`` ``persons``."""
        patterns = {
            self.Qualifier.ABOUT: _("about %(value)s"),
            self.Qualifier.AT_LEAST: _("at least %(value)s"),
            self.Qualifier.UP_TO: _("nearly %(value)s"),
        }
        unit = Unit(self.unit)
        plain = amount(
            self.value,
            str(unit.base.label),
            scale=unit.scale,
            decimals=self.decimals,
            rounding=self._rounding,
        )
        return plain.qualified(str(patterns.get(self.Qualifier(self.qualifier), "")))

    @property
    def _rounding(self) -> str:
        """How the value may be shortened: never to one that the source did not claim."""
        bounds = {self.Qualifier.AT_LEAST: ROUND_FLOOR, self.Qualifier.UP_TO: ROUND_CEILING}
        return bounds.get(self.Qualifier(self.qualifier), ROUND_HALF_EVEN)

    @property
    def period(self) -> str:
        """The period in words, as precise as the source gave it."""
        start, end = spoken(self.period_from), spoken(self.period_until)
        kind = self.PeriodKind
        if self.period_kind == kind.SPAN and end:
            return _("%(start)s to %(end)s") % {"start": start, "end": end}
        if self.period_kind == kind.CIRCA:
            return _("about %(start)s") % {"start": start}
        if self.period_kind in {kind.POINT, kind.SPAN}:
            return start
        words = self.get_period_kind_display()
        if start:
            return _("%(words)s, as of %(start)s") % {"words": words, "start": start}
        return str(words)
