"""Questions about chains and the specialties that serve them."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q

from qingdao_techedu.facts.naming import NamedQuerySet
from qingdao_techedu.facts.provenance import ProvenancedQuerySet


class SchemeQuerySet(ProvenancedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def with_chain_count(self):
        return self.annotate(chain_count=Count("chains"))


class ChainQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, scheme: str, slug: str):
        return self.get(scheme__code=scheme, slug=slug)

    def with_supply(self):
        """Each with ``specialty_count`` and ``college_count``: who serves it today."""
        offered = Q(
            alignments__specialty__offerings__valid_until="",
            alignments__specialty__offerings__college__publication="published",
        )
        return self.annotate(
            specialty_count=Count("alignments__specialty", distinct=True),
            college_count=Count(
                "alignments__specialty__offerings__college", filter=offered, distinct=True
            ),
        )


class AlignmentQuerySet(ProvenancedQuerySet, models.QuerySet):
    def strongest_first(self):
        return self.order_by("strength", "specialty__pinyin")
