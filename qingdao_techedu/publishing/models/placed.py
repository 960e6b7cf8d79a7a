"""Records that stand in an order: their numbers are given by where they stand, never typed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Placed(models.Model):
    """A record with a place in a row of its like.

    ``among`` names the fields that all of one row share: the segments of one conference, the items
    of one tier of a programme. Without any, all records of the model stand in one row.
    """

    among: ClassVar[tuple[str, ...]] = ()

    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        abstract = True

    @property
    def row(self) -> tuple[Any, ...]:
        """What tells the row in which it stands from the others."""
        fields: list[Any] = [self._meta.get_field(name) for name in self.among]
        return tuple(getattr(self, field.attname) for field in fields)

    def in_its_row(self) -> models.QuerySet[Any]:
        """The records of its row, itself among them."""
        same = dict(zip(self.among, self.row, strict=True))
        return type(self)._base_manager.filter(**same)

    def take_last_place(self) -> None:
        """Set its number to the one after all others of its row; nothing is saved."""
        others = self.in_its_row().exclude(pk=self.pk)
        self.order = (others.aggregate(last=models.Max("order"))["last"] or 0) + 1
