"""Questions that readers ask of the enrollment figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from qingdao_techedu.facts.naming import NamedQuerySet
from qingdao_techedu.facts.provenance import ProvenancedQuerySet


class MeasureQuerySet(NamedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class ReleaseQuerySet(ProvenancedQuerySet):
    def published(self, at=None):
        """Releases that the public may see at a moment (now, when none is given)."""
        return self.filter(published_at__lte=at or timezone.now()).exclude(status="withdrawn")

    def current(self, at=None):
        """The newest published version of each year."""
        at = at or timezone.now()
        newer = self.model.objects.published(at).filter(
            year=OuterRef("year"), version__gt=OuterRef("version")
        )
        return self.published(at).filter(~Exists(newer))


class ObservationQuerySet(models.QuerySet):
    def public(self, at=None):
        """Figures of published colleges in the current releases."""
        releases = self.model.release.field.related_model.objects.current(at)
        return self.filter(release__in=releases.values("pk"), college__publication="published")

    def of_measure(self, code: str):
        return self.filter(measure__code=code)

    def total(self) -> int | None:
        """The sum of the values, or None where there is not one."""
        return self.aggregate(total=Sum("value"))["total"]

    def sums_by(self, *fields: str):
        """Rows of ``fields``, the sum of the values, and how many have a symbol instead.

        Only for observations of one measure: measures are never added to each other.
        """
        return (
            self.order_by(*fields)
            .values_list(*fields)
            .annotate(sum=Sum("value"), gaps=Count("pk", filter=~Q(symbol="")))
        )
