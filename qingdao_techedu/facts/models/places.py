"""Administrative divisions by their GB/T 2260 codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.naming.names import Named, NamedQuerySet
from qingdao_techedu.publishing.models import Recorded
from qingdao_techedu.records.provenance import Provenanced, ProvenancedQuerySet
from qingdao_techedu.ui.labels import told_apart

QINGDAO = "370200"


class DivisionQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def in_force(self):
        """Divisions that exist today."""
        return self.filter(is_current=True)

    def districts(self):
        """The districts and county-level cities of Qingdao in force, in the order of their codes.

        Functional zones have a statistical code but are no district.
        """
        return self.filter(
            code__startswith=QINGDAO[:4],
            level__in=[Division.Level.DISTRICT, Division.Level.COUNTY_CITY],
            is_current=True,
        )


class Division(Recorded, Named, Provenanced):
    """A country, province, city or district."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("country")
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        DISTRICT = "district", _("district")
        COUNTY_CITY = "county-level-city", _("county-level city")
        ZONE = "functional-zone", _("functional zone (statistical code only)")

    code = models.CharField(_("code"), max_length=6, unique=True, help_text=_("GB/T 2260"))
    level = models.CharField(_("level"), max_length=20, choices=Level)
    is_current = models.BooleanField(_("in force"), default=True)

    objects = DivisionQuerySet.as_manager()

    class Meta(Provenanced.Meta):
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["code"]

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def told_apart(self) -> str:
        return told_apart(self, self.code)
