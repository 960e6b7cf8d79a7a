"""Industrial chains, the schemes they stand in, and the specialties that serve them."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from colleges.models import Specialty
from qingdao_techedu.dates.partial import PartialDateField
from qingdao_techedu.naming.names import Named
from qingdao_techedu.publishing.models import Placed, Recorded
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.bilingual import Bilingual
from qingdao_techedu.ui.labels import told_apart

from .queries import AlignmentQuerySet, ChainQuerySet, SchemeQuerySet


class ChainScheme(Recorded, Addressed, Named, Provenanced):
    """A list of chains as an authority drew it up, with the time it was in force."""

    address_field = "code"

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9+-]+$", _("Like 24-chains-2022."))],
    )
    valid_from = PartialDateField(_("from"), blank=True)
    valid_until = PartialDateField(_("until"), blank=True)
    authority_zh = models.CharField(_("authority (Chinese)"), max_length=200, blank=True)
    authority_en = models.CharField(_("authority (English)"), max_length=200, blank=True)

    authority = Bilingual()

    objects = SchemeQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("chain scheme")
        verbose_name_plural = _("chain schemes")
        ordering = ["valid_from", "code"]

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def get_absolute_url(self) -> str:
        return reverse("chain_scheme", args=[self.code])

    def address_words(self) -> str:
        """Schemes of one name are drawn up in several years."""
        return f"{super().address_words()} {self.valid_from[:4]}"


class Chain(Placed, Recorded, Addressed, Named, Provenanced):
    """An industrial chain of one scheme."""

    among = address_within = told_by = ("scheme",)

    class Group(models.TextChoices):
        PILOT = "pilot", _("Pilot industries")
        ADVANTAGE = "advantage", _("Advantage chains")
        EMERGING = "emerging", _("Emerging chains")
        MODERN_SERVICES = "modern-services", _("Modern service chains")
        FUTURE = "future", _("Future industries")

    scheme = models.ForeignKey(
        ChainScheme, models.PROTECT, related_name="chains", verbose_name=_("scheme")
    )
    slug = models.SlugField(_("address name"), max_length=100)
    group = models.CharField(_("group"), max_length=16, choices=Group)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("industrial chain")
        verbose_name_plural = _("industrial chains")
        ordering = ["scheme", "order"]
        constraints = [
            *Provenanced.Meta.constraints,
            models.UniqueConstraint(
                fields=["scheme", "slug"],
                name="chains_chain_once",
                violation_error_message=_("The scheme has a chain at this address already."),
            ),
            models.UniqueConstraint(
                fields=["scheme", "order"],
                name="chains_chain_one_at_each_place",
                violation_error_message=_("Another chain of the scheme stands at this place."),
            ),
        ]

    def natural_key(self) -> tuple[str, str]:
        return (self.scheme.code, self.slug)

    def get_absolute_url(self) -> str:
        return reverse("chain_detail", args=[self.scheme.code, self.slug])

    @property
    def told_apart(self) -> str:
        return told_apart(self, self.scheme)

    def neighbors(self) -> tuple[Chain | None, Chain | None]:
        """The chains before and after it in its scheme, where there are such."""
        others = self.scheme.chains.order_by("order")
        before = others.filter(order__lt=self.order).last()
        return before, others.filter(order__gt=self.order).first()


class Alignment(Recorded, Provenanced):
    """A specialty that serves a chain, with the evidence for saying so."""

    whole = "chain"

    class Strength(models.TextChoices):
        CORE = "core", _("core")
        SUPPORT = "support", _("supporting")

    specialty = models.ForeignKey(
        Specialty, models.PROTECT, related_name="alignments", verbose_name=_("specialty")
    )
    chain = models.ForeignKey(
        Chain, models.PROTECT, related_name="alignments", verbose_name=_("chain")
    )
    strength = models.CharField(_("strength"), max_length=7, choices=Strength)
    evidence_zh = models.TextField(_("evidence (Chinese)"), blank=True)
    evidence_en = models.TextField(_("evidence (English)"), blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    evidence = Bilingual()

    college_count: int  # only where fetched ``with_college_count``
    sample_college_count: int

    objects = AlignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        ordering = ["chain", "strength", "specialty"]
        constraints = [
            *Provenanced.Meta.constraints,
            models.UniqueConstraint(
                fields=["specialty", "chain"],
                name="chains_alignment_once",
                violation_error_message=_("This specialty is aligned with the chain already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialty} → {self.chain}"
