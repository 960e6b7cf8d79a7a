"""What is counted."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts.models import Unit
from qingdao_techedu.naming.names import Named
from qingdao_techedu.publishing.models import Placed, Recorded
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.ui.bilingual import Bilingual

from ..queries import OUTCOMES, MeasureQuerySet


class Measure(Placed, Recorded, Addressed, Named):
    """What is counted, in which unit, and whether it may be added over time."""

    address_field = "code"

    class Kind(models.TextChoices):
        STOCK = "stock", _("stock: counted on a day, never added across years")
        FLOW = "flow", _("flow: counted over a year")

    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    unit = models.CharField(_("unit"), max_length=16, choices=Unit, default=Unit.PERSONS)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    definition_zh = models.TextField(_("definition (Chinese)"))
    definition_en = models.TextField(_("definition (English)"), blank=True)

    threshold = models.PositiveSmallIntegerField(
        _("threshold"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(50)],
        help_text=_(
            "The fewest persons that are published by themselves, from 3 to 50; smaller groups are "
            "told together with others. A changed threshold holds for releases that are sealed, or "
            "put out again, from then on."
        ),
    )

    definition = Bilingual()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["order", "code"]

    @property
    def is_outcome(self) -> bool:
        """Whether it tells what became of graduates: published as sums alone."""
        return self.code in OUTCOMES

    def natural_key(self) -> tuple[str]:
        return (self.code,)
