"""Questions about awards and the rolls of those who received them."""

from __future__ import annotations

from itertools import groupby

from django.db import models
from django.db.models import Count, Q

from qingdao_techedu.facts.naming import NamedQuerySet
from qingdao_techedu.facts.provenance import ProvenancedQuerySet
from qingdao_techedu.publishing.models import PublishableQuerySet


class AwardKindQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class RoundQuerySet(ProvenancedQuerySet, PublishableQuerySet):
    def get_by_natural_key(self, kind: str, year: str):
        return self.get(kind__slug=kind, year=int(year))

    def with_grant_count(self):
        """Each with ``grant_count``, the conferred grants on its public roll."""
        conferred = Q(grants__status="conferred", grants__college__publication="published")
        return self.annotate(grant_count=Count("grants", filter=conferred))

    def by_year(self) -> list[tuple[int, list]]:
        """The rounds of each year, latest year first."""
        rounds = self.order_by("-year", "kind__order")
        return [(year, list(of_year)) for year, of_year in groupby(rounds, lambda r: r.year)]


class GrantQuerySet(ProvenancedQuerySet, models.QuerySet):
    def on_public_roll(self):
        """Conferred grants of published rounds at published colleges, in the order of the roll."""
        return self.filter(
            status="conferred", round__publication="published", college__publication="published"
        ).order_by("college__pinyin", "pinyin", "certificate_number")

    def counts_by_college(self):
        """Of the public rolls ``grant_count`` by round and college, the latest year first."""
        return (
            self.on_public_roll()
            .order_by("-round__year", "round__kind__order", "college__code")
            .values("round", "college")
            .annotate(grant_count=Count("pk"))
        )
