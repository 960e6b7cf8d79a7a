"""The figures themselves, leaf by leaf."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.publishing.models import Recorded, public

from ..queries import LEAF, ObservationQuerySet
from .measures import Measure
from .releases import Release


class Observation(Recorded):
    """One leaf figure: a value, or a symbol that says why there is none. Totals are computed."""

    whole = "release"
    choosable = {"release": "open"}
    is_told = False  # releases show their revisions cell by cell

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    class Symbol(models.TextChoices):
        NOT_APPLICABLE = "z", _("not applicable")
        NOT_AVAILABLE = "x", _("not available")
        CONFIDENTIAL = "c", _("confidential")

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="observations", verbose_name=_("release")
    )
    college = models.ForeignKey(
        College, models.PROTECT, related_name="observations", verbose_name=_("college")
    )
    specialty = models.ForeignKey(
        Specialty, models.PROTECT, related_name="observations", verbose_name=_("specialty")
    )
    level = models.CharField(pgettext_lazy("training", "level"), max_length=12, choices=Level)
    entry_route = models.CharField(_("entry route"), max_length=18, choices=EntryRoute)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="observations", verbose_name=_("measure")
    )
    value = models.PositiveIntegerField(_("value"), null=True, blank=True)
    symbol = models.CharField(
        _("symbol"),
        max_length=1,
        choices=Symbol,
        blank=True,
        help_text=_("Instead of a value. Unknown is never written as 0."),
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = [*LEAF]
        constraints = [
            models.UniqueConstraint(
                fields=LEAF,
                name="enrollment_observation_once",
                violation_error_message=_("The release has a figure for this already."),
            ),
            models.CheckConstraint(
                name="enrollment_observation_value_or_symbol",
                condition=Q(value__isnull=False, symbol="") | Q(value__isnull=True) & ~Q(symbol=""),
                violation_error_message=_("Give a value or a symbol, never both or neither."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["measure", "release", "college", "value"], name="enrollment_totals"
            )
        ]

    @classmethod
    def shown(cls, at: datetime.datetime, path: str = "") -> Q:
        return public(College, f"{path}college__", at)

    @classmethod
    def rests_on(cls, row: Any) -> tuple[str, ...]:
        return ("college",)

    def clean(self) -> None:
        super().clean()
        if self.release_id and not self.release.is_open:
            raise ValidationError(
                {
                    "release": _("The figures of this release do not change any more: %(stage)s.")
                    % {"stage": self.release.stage}
                }
            )

    def __str__(self) -> str:
        return f"{self.release} {self.college} {self.specialty} {self.measure}"
