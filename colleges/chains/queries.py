"""Questions about chains and the specialties that serve them."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, OuterRef, When

from colleges.models import Offering
from colleges.queries import college_counts, count_of
from qingdao_techedu.naming.names import NamedQuerySet
from qingdao_techedu.records.provenance import ProvenancedQuerySet


class SchemeQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def with_chain_count(self):
        return self.annotate(chain_count=Count("chains"))

    def latest_first(self):
        """The schemes in force before those that ended, each by when it began."""
        return self.order_by(*_latest_first())


def _latest_first(path: str = "") -> tuple:
    """The order of schemes in which those in force stand before those that ended."""
    has_ended = Case(When(**{f"{path}valid_until": ""}, then=0), default=1)
    return has_ended, f"-{path}valid_from", f"{path}code"


class ChainQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, scheme: str, slug: str):
        return self.get(scheme__code=scheme, slug=slug)

    def with_supply(self):
        """Each with ``specialty_count`` and ``college_counts``: who serves it today."""
        alignments = apps.get_model("chains", "Alignment").objects.filter(chain=OuterRef("pk"))
        offerings = Offering.objects.today().filter(specialty__alignments__chain=OuterRef("pk"))
        return self.annotate(
            specialty_count=count_of(alignments, "specialty"), **college_counts(offerings)
        )


class AlignmentQuerySet(ProvenancedQuerySet, models.QuerySet):
    def strongest_first(self):
        return self.order_by("strength", "specialty__pinyin")

    def latest_scheme_first(self):
        """By scheme, those in force first, and within it by specialty and the chain's place."""
        specialty = ("specialty__pinyin", "specialty__slug")
        return self.order_by(*_latest_first("chain__scheme__"), *specialty, "chain__order")

    def with_college_count(self):
        """Each with the numbers of published colleges that offer its specialty today."""
        offerings = Offering.objects.today().filter(specialty=OuterRef("specialty"))
        return self.annotate(**college_counts(offerings))

    def of_college(self, college):
        """Alignments of the specialties that a college offers today."""
        return self.filter(
            specialty__offerings__college=college, specialty__offerings__valid_until=""
        ).distinct()
