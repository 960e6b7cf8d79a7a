"""Conferences, what was said at them and who took part; the work programmes they set."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from colleges.models import College
from qingdao_techedu.dates.partial import PartialDateField, spoken
from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.naming.names import Named
from qingdao_techedu.publishing.models import Placed, Publishable, Recorded, public
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.bilingual import Bilingual, Wording, wording
from qingdao_techedu.ui.labels import told_apart

from .queries import ConferenceQuerySet, ParticipationQuerySet, ProgrammeQuerySet


class Conference(Publishable, Recorded, Addressed, Named, Provenanced):
    """A work conference of the bureau."""

    slug = models.SlugField(_("address name"), max_length=100, unique=True)
    held_on = PartialDateField(_("held on"))
    place_zh = models.CharField(_("place (Chinese)"), max_length=100, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=100, blank=True)
    host_zh = models.CharField(_("host (Chinese)"), max_length=200, blank=True)
    host_en = models.CharField(_("host (English)"), max_length=200, blank=True)
    summary_zh = models.TextField(_("summary (Chinese)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    figures = models.ManyToManyField(
        ReportedFigure,
        blank=True,
        related_name="conferences",
        verbose_name=_("figures quoted"),
    )

    place = Bilingual()
    host = Bilingual()
    summary = Bilingual()

    _history_m2m_fields = [figures]

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-held_on", "slug"]
        constraints = [*Provenanced.Meta.constraints, *Publishable.Meta.constraints]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("conference_detail", args=[self.slug])

    @property
    def told_apart(self) -> str:
        return told_apart(self, spoken(self.held_on))

    def address_words(self) -> str:
        """Conferences of one name are held in several years."""
        words, year = super().address_words(), self.held_on[:4]
        return words if year in words else f"{year} {words}"


class Segment(Placed, Recorded):
    """A part of a conference; its text is paragraphs separated by blank lines."""

    whole = "conference"
    among = ("conference",)

    class Kind(models.TextChoices):
        REVIEW = "review", _("Review")
        SITUATION = "situation", _("Situation")
        DEPLOYMENT = "deployment", _("Deployment of tasks")
        SPEECH = "speech", _("Speech")
        EXCHANGE = "exchange", _("Exchange of experience")
        AWARDS = "awards", _("Award ceremony")
        BACKGROUND = "background", _("Background")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="segments", verbose_name=_("conference")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    body_zh = models.TextField(
        _("text (Chinese)"), help_text=_("Paragraphs are separated by a blank line.")
    )
    body_en = models.TextField(_("text (English)"), blank=True)

    title = Bilingual()
    body = Bilingual()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["conference", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "order"],
                name="conferences_segment_one_at_each_place",
                violation_error_message=_("Another segment stands at this place."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def anchor(self) -> str:
        """What cites the part: ``s2``."""
        return f"s{self.order}"

    @property
    def paragraphs(self) -> list[tuple[str, Wording]]:
        """Each paragraph with the anchor that cites it: ``s2-p1``."""
        body = self.body
        texts = [part.strip() for part in body.replace("\r", "").split("\n\n")]
        return [
            (f"{self.anchor}-p{number}", Wording(text, body.lang))
            for number, text in enumerate(filter(None, texts), start=1)
        ]


class Participation(Placed, Recorded):
    """A person or body at a conference, with the titles as recorded there."""

    whole = "conference"
    among = ("conference",)
    choosable = {"college": "standing"}

    class Role(models.TextChoices):
        PRESIDED = "presided", _("presided")
        SPOKE = "spoke", _("attended and spoke")
        EXCHANGED = "exchanged", _("exchanged experience")
        ATTENDED = "attended", _("attended")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="participations", verbose_name=_("conference")
    )
    role = models.CharField(_("role"), max_length=9, choices=Role)
    person_zh = models.CharField(_("person (Chinese)"), max_length=100, blank=True)
    person_en = models.CharField(_("person (English)"), max_length=100, blank=True)
    titles_zh = models.TextField(
        _("titles (Chinese)"), blank=True, help_text=_("As recorded, one to a line.")
    )
    titles_en = models.TextField(_("titles (English)"), blank=True)
    organization_zh = models.CharField(_("organization (Chinese)"), max_length=200, blank=True)
    organization_en = models.CharField(_("organization (English)"), max_length=200, blank=True)
    college = models.ForeignKey(
        College,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("college"),
        help_text=_("Where the organization is a college of the register."),
    )
    capacity_zh = models.CharField(
        _("in what capacity (Chinese)"),
        max_length=100,
        blank=True,
        help_text=_("For example: responsible comrades, representative."),
    )
    capacity_en = models.CharField(_("in what capacity (English)"), max_length=100, blank=True)

    person = Bilingual()
    organization = Bilingual()
    capacity = Bilingual()

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["conference", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "order"],
                name="conferences_participation_one_at_each_place",
                violation_error_message=_("Another participant stands at this place."),
            ),
            models.CheckConstraint(
                name="conferences_participation_names_somebody",
                condition=~Q(person_zh="") | ~Q(organization_zh="") | Q(college__isnull=False),
                violation_error_message=_("Name a person, an organization or a college."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.organization or self.college)

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> Q:
        named = ~Q(**{f"{path}person_zh": "", f"{path}organization_zh": ""})
        return named | public(College, f"{path}college__", at)

    @classmethod
    def rests_on(cls, row: Any) -> tuple[str, ...]:
        """Who is named by a college alone is seen with it."""
        return () if row.person_zh or row.organization_zh else ("college",)

    @property
    def titles(self) -> list[Wording]:
        """The posts, one each."""
        text = wording(self, "titles")
        return [Wording(line.strip(), text.lang) for line in text.splitlines() if line.strip()]


class Programme(Recorded, Addressed, Named, Provenanced):
    """A work programme that a conference set, such as “137”."""

    whole = "conference"
    told_by = ("conference",)
    choosable = {"conference": "standing"}

    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="programmes", verbose_name=_("conference")
    )
    summary_zh = models.TextField(_("summary (Chinese)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)

    summary = Bilingual()

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("work programme")
        verbose_name_plural = _("work programmes")
        ordering = ["-conference__held_on", "slug"]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("programme_detail", args=[self.slug])

    @property
    def told_apart(self) -> str:
        return told_apart(self, self.conference)


class Item(Placed, Recorded, Named):
    """One point of a programme: the tier is the number in its name (1, 3 or 7 of “137”)."""

    whole = "programme"
    among = ("programme", "tier")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="items", verbose_name=_("work programme")
    )
    tier = models.PositiveSmallIntegerField(
        _("tier"),
        help_text=_(
            "The number of the group it belongs to, such as 1, 3 or 7 of “137”; "
            "1 where there are no groups."
        ),
    )

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        ordering = ["programme", "tier", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "tier", "order"],
                name="conferences_item_one_at_each_place",
                violation_error_message=_("Another item stands at this place."),
            )
        ]
