"""Questions about conferences and the programmes they set."""

from __future__ import annotations

from django.db import models

from qingdao_techedu.facts.naming import NamedQuerySet
from qingdao_techedu.facts.provenance import ProvenancedQuerySet
from qingdao_techedu.publishing.models import PublishableQuerySet


class ConferenceQuerySet(NamedQuerySet, ProvenancedQuerySet, PublishableQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)

    def latest_first(self):
        return self.order_by("-held_on", "slug")


class ProgrammeQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)

    def public(self):
        """Programmes whose conference the public may read."""
        return self.filter(conference__publication="published")


class ParticipationQuerySet(models.QuerySet):
    def in_order_of_role(self):
        """Those who presided and spoke before those who attended."""
        rank = {role: rank for rank, role in enumerate(self.model.Role.values)}
        return self.order_by(
            models.Case(
                *(models.When(role=role, then=models.Value(n)) for role, n in rank.items()),
                default=models.Value(len(rank)),
            ),
            "order",
        )
