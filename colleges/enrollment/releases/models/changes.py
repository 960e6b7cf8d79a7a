"""What a sealed release changed in the version before it, leaf by leaf.

The database itself writes it when a release is sealed (``guards``). Nobody else does.
"""

from __future__ import annotations

from django.db import models

from colleges.models import College, EntryRoute, Level, Specialty

from ...figures.models import Measure, Observation, Release
from ...figures.models.totals import to_one
from ...figures.queries import LEAF


class Comparison(models.Model):
    """A release was compared with the newest version of its year that was sealed before it."""

    release = models.OneToOneField(
        Release,
        models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="comparison",
    )
    since = to_one(Release)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.since_id} → {self.release_id}"


class Change(models.Model):
    """A figure that differs from the one of the version compared with.

    A figure is a value and a symbol, both NULL where the version has no such leaf.
    """

    release = to_one(Release)
    college = to_one(College)
    specialty = to_one(Specialty)
    level = models.CharField(max_length=12, choices=Level)
    entry_route = models.CharField(max_length=18, choices=EntryRoute)
    sex = models.CharField(max_length=6, choices=Observation.Sex)
    measure = to_one(Measure)
    old_value = models.PositiveIntegerField(null=True)
    old_symbol = models.CharField(max_length=1, null=True)
    new_value = models.PositiveIntegerField(null=True)
    new_symbol = models.CharField(max_length=1, null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=LEAF,
                name="enrollment_change_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_value} → {self.new_value}"
