"""The kinds of award."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.naming.names import Named
from qingdao_techedu.publishing.models import Placed, Recorded
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenanced
from qingdao_techedu.ui.bilingual import Bilingual

from ..queries import AwardKindQuerySet


class AwardKind(Placed, Recorded, Addressed, Named, Provenanced):
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

    @property
    def is_of_classes(self) -> bool:
        """A class is no person: its name is printed as it is."""
        return self.recipient == self.Recipient.CLASS

    @property
    def is_of_students(self) -> bool:
        return self.recipient == self.Recipient.STUDENT
