"""Questions about chains and the specialties that serve them."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q

from qingdao_techedu.facts.naming import NamedQuerySet
from qingdao_techedu.facts.provenance import ProvenancedQuerySet


def _offered_today(path: str) -> Q:
    return Q(**{f"{path}__valid_until": "", f"{path}__college__publication": "published"})


class SchemeQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def with_chain_count(self):
        return self.annotate(chain_count=Count("chains"))

    def widest(self):
        """The scheme with most chains: what people mean by “the 24 chains”."""
        return self.with_chain_count().order_by("-chain_count", "code").first()


class ChainQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, scheme: str, slug: str):
        return self.get(scheme__code=scheme, slug=slug)

    def with_supply(self):
        """Each with ``specialty_count`` and ``college_count``: who serves it today."""
        offerings = "alignments__specialty__offerings"
        return self.annotate(
            specialty_count=Count("alignments__specialty", distinct=True),
            college_count=Count(
                f"{offerings}__college", filter=_offered_today(offerings), distinct=True
            ),
        )


class AlignmentQuerySet(ProvenancedQuerySet, models.QuerySet):
    def strongest_first(self):
        return self.order_by("strength", "specialty__pinyin")

    def with_college_count(self):
        """Each with ``college_count``, the published colleges that offer its specialty today."""
        offerings = "specialty__offerings"
        return self.annotate(
            college_count=Count(
                f"{offerings}__college", filter=_offered_today(offerings), distinct=True
            )
        )

    def of_college(self, college):
        """Alignments of the specialties that a college offers today."""
        return self.filter(
            specialty__offerings__college=college, specialty__offerings__valid_until=""
        ).distinct()
