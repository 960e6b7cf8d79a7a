"""What follows from published figures, so that a page costs the same with much data as with little.

The database itself writes them: all of a release when it is put out, and the share of a college
when it is published or taken from the public (``guards``). Nobody else does. They are sums of
counts; outcomes are published as sums already.
"""

from __future__ import annotations

from functools import partial

from django.db import models
from django.db.models.functions import Coalesce

from colleges.models import College, Specialty

from ..queries import CityTotalQuerySet, SubtotalQuerySet
from .measures import Measure
from .releases import Release

# What the database takes from rows that are bound already is not bound once more.
to_one = partial(models.ForeignKey, on_delete=models.CASCADE, db_constraint=False, related_name="+")


class Subtotal(models.Model):
    """The sum of some published leaves, and all that a cell of a table tells of them.

    ``leaves`` are the figures, of which ``known`` have a value and the others one of the symbols.
    """

    release = to_one(Release)
    measure = to_one(Measure)
    leaves = models.IntegerField()
    known = models.IntegerField()
    value = models.BigIntegerField()
    not_applicable = models.IntegerField()
    not_available = models.IntegerField()
    confidential = models.IntegerField()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.release_id} {self.measure_id}: {self.value}"


class CityTotal(Subtotal):
    """Over all published colleges. A college that was withdrawn may leave rows without leaves."""

    specialty = to_one(Specialty, null=True)
    level = models.CharField(max_length=12)
    entry_route = models.CharField(max_length=18)
    sex = models.CharField(max_length=9)

    objects = CityTotalQuerySet.as_manager()

    class Meta(Subtotal.Meta):
        constraints = [
            models.UniqueConstraint(
                "release",
                "measure",
                Coalesce("specialty", 0),
                "level",
                "entry_route",
                "sex",
                name="enrollment_citytotal_once",
            )
        ]


class CollegeTotal(Subtotal):
    """Over all that one college teaches, published or not; over what joins several, without one."""

    college = to_one(College, null=True)

    objects = SubtotalQuerySet.as_manager()

    class Meta(Subtotal.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "release", "college"], name="enrollment_collegetotal_once"
            )
        ]
