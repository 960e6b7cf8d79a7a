"""What follows from sealed figures, so that a page costs the same with much data as with little.

The database itself writes them: all of a release when it is sealed, and the share of a college
when it is published or taken from the public (``guards``). Nobody else does.
"""

from __future__ import annotations

from functools import partial

from django.db import models

from colleges.models import College, EntryRoute, Level, Specialty

from ..queries import CityTotalQuerySet, CollegeTotalQuerySet
from .measures import Measure
from .observations import Observation
from .releases import Release

# What the database takes from rows that are bound already is not bound once more.
to_one = partial(models.ForeignKey, on_delete=models.CASCADE, db_constraint=False, related_name="+")


class Subtotal(models.Model):
    """The sum of some leaves of a sealed release, and all that a cell of a table tells of them.

    ``leaves`` are the observations, of which ``known`` have a value and the others one of the
    symbols. Of those, ``rate_known`` know the graduates of the same group too: ``rate_value`` is
    the sum of their values and ``rate_base`` that of the graduates.
    """

    release = to_one(Release)
    measure = to_one(Measure)
    leaves = models.IntegerField()
    known = models.IntegerField()
    value = models.BigIntegerField()
    not_applicable = models.IntegerField()
    not_available = models.IntegerField()
    confidential = models.IntegerField()
    rate_known = models.IntegerField()
    rate_value = models.BigIntegerField()
    rate_base = models.BigIntegerField()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.release_id} {self.measure_id}: {self.value}"


class CityTotal(Subtotal):
    """Over all published colleges. A college that was withdrawn may leave rows without leaves."""

    specialty = to_one(Specialty)
    level = models.CharField(max_length=12, choices=Level)
    entry_route = models.CharField(max_length=18, choices=EntryRoute)
    sex = models.CharField(max_length=6, choices=Observation.Sex)

    objects = CityTotalQuerySet.as_manager()

    class Meta(Subtotal.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["release", "measure", "specialty", "level", "entry_route", "sex"],
                name="enrollment_citytotal_once",
            )
        ]


class CollegeTotal(Subtotal):
    """Over all that one college teaches, published or not."""

    college = to_one(College)

    objects = CollegeTotalQuerySet.as_manager()

    class Meta(Subtotal.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "release", "college"], name="enrollment_collegetotal_once"
            )
        ]
