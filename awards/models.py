"""Award kinds, their yearly rounds, and the grants on each round's roll."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from colleges.models import College, Specialty
from conferences.models import Conference
from qingdao_techedu.facts.dates import PartialDateField
from qingdao_techedu.facts.naming import Named, pinyin_of
from qingdao_techedu.facts.provenance import Provenanced
from qingdao_techedu.publishing.models import Publishable, Recorded
from qingdao_techedu.ui.bilingual import Bilingual, Wording, wording

from .queries import AwardKindQuerySet, GrantQuerySet, RoundQuerySet


class AwardKind(Recorded, Named, Provenanced):
    """A kind of award."""

    class Level(models.TextChoices):
        CITY = "city", _("City")
        PROVINCE = "province", _("Province")
        NATIONAL = "national", _("National")

    class Recipient(models.TextChoices):
        STUDENT = "student", _("Student")
        STAFF = "staff", _("Staff")
        CLASS = "class", _("Class")

    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    level = models.CharField(_("level"), max_length=8, choices=Level)
    recipient = models.CharField(_("recipient"), max_length=7, choices=Recipient)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    description_zh = models.TextField(_("description (Chinese)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)

    description = Bilingual()

    objects = AwardKindQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("award kind")
        verbose_name_plural = _("award kinds")
        ordering = ["order", "slug"]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Round(Publishable, Recorded, Provenanced):
    """One year's conferral of one award."""

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
    publicity_from = models.DateTimeField(_("publicity from"), null=True, blank=True)
    publicity_until = models.DateTimeField(_("publicity until"), null=True, blank=True)
    conferred_on = PartialDateField(_("conferred on"), blank=True)

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
                condition=Q(publicity_from=None)
                | Q(publicity_until=None)
                | Q(publicity_until__gt=F("publicity_from")),
                violation_error_message=_("Publicity cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(year)s %(award)s") % {"year": self.year, "award": self.kind}

    def natural_key(self) -> tuple[str, str]:
        return (self.kind.slug, str(self.year))

    def get_absolute_url(self) -> str:
        return reverse("award_roll", args=[self.year, self.kind.slug])


class Grant(Recorded, Provenanced):
    """One line of a roll: what the roll prints of the recipient, and nothing more."""

    whole = "round"
    is_told = False  # the roll is what the public knows of its people

    class Status(models.TextChoices):
        NOMINATED = "nominated", _("Nominated")
        PUBLICIZED = "publicized", _("Publicized")
        CONFERRED = "conferred", _("Conferred")
        CORRECTED = "corrected", _("Corrected")
        REVOKED = "revoked", _("Revoked")

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="grants", verbose_name=_("award round")
    )
    certificate_number = models.CharField(_("certificate number"), max_length=40, unique=True)
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Of the person or the class, as on the roll.")
    )
    pinyin = models.CharField(_("pinyin"), max_length=200, blank=True)
    college = models.ForeignKey(
        College, models.PROTECT, related_name="grants", verbose_name=_("college")
    )
    class_name = models.CharField(_("class"), max_length=100, blank=True)
    specialty = models.ForeignKey(
        Specialty,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name=_("specialty"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.NOMINATED, db_index=True
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["round", "college", "pinyin"]
        constraints = Provenanced.Meta.constraints
        indexes = [models.Index(fields=["round", "status"], name="awards_grant_roll")]

    def __str__(self) -> str:
        return f"{self.name} · {self.round}"

    def save(self, *args, **kwargs) -> None:
        self.pinyin = self.pinyin or pinyin_of(self.name)
        super().save(*args, **kwargs)

    @property
    def specialty_name(self) -> Wording | None:
        return wording(self.specialty, "name") if self.specialty else None
