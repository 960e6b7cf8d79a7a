"""Questions that readers ask of the enrollment figures."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.utils import timezone

from qingdao_techedu.naming.names import NamedQuerySet
from qingdao_techedu.publishing.models import public
from qingdao_techedu.records.provenance import ProvenancedQuerySet

# What tells one observation from all others; without its measure, the group of people it counts.
GROUP = ("release", "college", "specialty", "level", "entry_route", "sex")
LEAF = (*GROUP, "measure")
OUTCOMES = ("employed", "further-study")  # of graduates, each of whom counts once


class MeasureQuerySet(NamedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class ReleaseQuerySet(ProvenancedQuerySet):
    def get_by_natural_key(self, year: str, version: str):
        return self.get(year=year, version=version)

    def open(self):
        """Releases whose figures may still change."""
        return self.filter(submitted_at=None, sealed_at=None)

    def submitted(self):
        """Releases that wait to be sealed."""
        return self.filter(submitted_at__isnull=False, sealed_at=None)

    def sealed(self):
        return self.filter(sealed_at__isnull=False)

    def put_out(self):
        """Sealed releases whose figures and files stand ready for the public."""
        return self.filter(protected_at__isnull=False)

    def waiting(self):
        """Sealed releases that were not put out yet: the public sees nothing of them."""
        return self.sealed().filter(protected_at=None)

    def effective(self, at=None):
        """Sealed releases whose moment has come, also those that were withdrawn since.

        Of one that was withdrawn before its moment nobody learns.
        """
        effective = self.put_out().filter(published_at__lte=at or timezone.now())
        return effective.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("published_at")))

    def published(self, at=None):
        """Releases that the public may see at a moment (now, when none is given)."""
        return self.filter(public(self.model, at=at))

    def before(self, release):
        """The versions before one that the public may still see, newest first."""
        return self.published().filter(year=release.year, version__lt=release.version)

    def current(self, at=None):
        """The newest published version of each year."""
        at = at or timezone.now()
        newer = self.model.objects.published(at).filter(
            year=OuterRef("year"), version__gt=OuterRef("version")
        )
        return self.published(at).filter(~Exists(newer))


class FigureQuerySet(models.QuerySet):
    """Counts, one a row."""

    def of_measure(self, code: str):
        return self.filter(measure__code=code)

    def total(self) -> int | None:
        """The sum of the values, or None where there is not one."""
        return self.aggregate(total=Sum("value"))["total"]

    def sums_by(self, *fields: str):
        """Rows of ``fields``, the sum of the values, and how many have a symbol.

        Only for figures of one measure and table: measures are never added to each other.
        """
        return (
            self.order_by(*fields)
            .values_list(*fields)
            .annotate(sum=Sum("value"), gaps=Count("pk", filter=~Q(symbol="")))
        )


class ObservationQuerySet(FigureQuerySet):
    """What was collected: for the desk, and for those who answer for a college."""

    def with_more_outcomes_than_graduates(self):
        """Graduates of a group of whom more are told to work or study than there are."""
        same = {name: OuterRef(name) for name in GROUP}
        outcomes = (
            self.model.objects.filter(**same, measure__code__in=OUTCOMES)
            .order_by()
            .values("release")
            .annotate(sum=Sum("value"))
        )
        return self.of_measure("graduates").filter(value__lt=Subquery(outcomes.values("sum")))


def _college(rows) -> Any:
    """The model of the colleges that rows are about; ``queries`` are read before models are."""
    return rows.model.college.field.related_model


class OfColleges(models.QuerySet):
    """Rows that are about a college of a release, or about several together."""

    def public(self, at=None):
        """Of published colleges, and of several together, in the current releases."""
        releases = self.model.release.field.related_model.objects.current(at)
        return self.of_public_colleges().filter(release__in=releases.values("pk"))

    def of_public_colleges(self):
        return self.filter(Q(college=None) | public(_college(self), "college__"))


class PublishedQuerySet(OfColleges):
    """What is published, and about whom."""

    def public_by_key(self, at=None):
        """The same figures in the order of their keys, the first of which come at once.

        What is not public is excluded rather than the other way round: then a database walks
        through the keys instead of collecting a million rows and sorting them first.
        """
        releases = self.model.release.field.related_model.objects
        hidden = _college(self).objects.exclude(public(_college(self)))
        return (
            self.exclude(release__in=releases.exclude(pk__in=releases.current(at)).values("pk"))
            .exclude(college__isnull=False, college__in=hidden.values("pk"))
            .order_by("pk")
        )


class PublishedFigureQuerySet(PublishedQuerySet, FigureQuerySet):
    """What is published. Ask for one table: figures of several tables are never added."""

    def leaves(self):
        """Counts by college, specialty, level, entry route and sex."""
        return self.filter(table="leaf").exclude(measure__code__in=OUTCOMES)

    def sums(self):
        """All others: sums of outcomes, of graduates by sex, and outcomes that nobody knows."""
        return self.filter(~Q(table="leaf") | Q(measure__code__in=OUTCOMES))

    def outcomes(self, table: str):
        """What became of graduates, in one table of sums; and where nobody knows it."""
        return self.filter(Q(table=table) | Q(table="leaf"), measure__code__in=OUTCOMES)

    def leaf_count(self) -> int:
        return self.count()

    def as_cells(self) -> dict:
        """Aggregates of one measure that a cell is made of (``quantities.Cell``)."""
        return {
            "cell_all": Count("pk"),
            "cell_sum": Sum("value"),
            "cell_gaps": Count("pk", filter=~Q(symbol="")),
            "cell_least": Min("symbol", filter=~Q(symbol="")),
            "cell_most": Max("symbol", filter=~Q(symbol="")),
        }


class SubtotalQuerySet(OfColleges):
    """Answers what ``PublishedFigureQuerySet`` does, of the same counts, from their subtotals."""

    def of_measure(self, code: str):
        return self.filter(measure__code=code)

    def leaf_count(self) -> int:
        return self.aggregate(leaves=Sum("leaves"))["leaves"] or 0

    def as_cells(self) -> dict:
        return {
            "cell_all": Sum("leaves"),
            "cell_sum": Sum("value", filter=Q(known__gt=0)),
            "cell_gaps": Sum(F("leaves") - F("known")),
            "cell_least": Min(_symbol(SYMBOLS)),
            "cell_most": Max(_symbol(SYMBOLS[::-1])),
        }

    def total(self) -> int | None:
        return self.aggregate(total=Sum("value", filter=Q(known__gt=0)))["total"]

    def sums_by(self, *fields: str):
        return (
            self.order_by(*fields)
            .values_list(*fields)
            .annotate(sum=Sum("value", filter=Q(known__gt=0)), gaps=Sum(F("leaves") - F("known")))
        )


# In the order of their letters, as the database sorts them.
SYMBOLS = (("c", "confidential"), ("x", "not_available"), ("z", "not_applicable"))


def _symbol(symbols) -> Case:
    """The first of ``symbols`` that one of a row's leaves has; NULL where none has one."""
    cases = (When(**{f"{field}__gt": 0}, then=Value(letter)) for letter, field in symbols)
    return Case(*cases, output_field=CharField())


class CityTotalQuerySet(SubtotalQuerySet):
    def of_public_colleges(self):
        """They are of published colleges; where one was withdrawn a row may have no leaf left."""
        return self.filter(leaves__gt=0)
