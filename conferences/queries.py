"""Questions about conferences and the programmes they set."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Prefetch

from qingdao_techedu.facts.models import ReportedFigure
from qingdao_techedu.naming.names import NamedQuerySet
from qingdao_techedu.publishing.models import PublishableQuerySet, public
from qingdao_techedu.records.provenance import ProvenancedQuerySet


class ConferenceQuerySet(NamedQuerySet, ProvenancedQuerySet, PublishableQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)

    def latest_first(self):
        return self.order_by("-held_on", "slug")

    def for_page(self):
        """Fetched with all that a conference's page shows."""
        participation = apps.get_model("conferences", "Participation")
        return self.prefetch_related(
            "segments",
            "programmes__items",
            "citations__source",
            Prefetch("figures", ReportedFigure.objects.public().with_parts()),
            Prefetch(
                "participations",
                participation.objects.public().in_order_of_role().select_related("college"),
            ),
        )


class ProgrammeQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)

    def public(self):
        """Programmes whose conference the public may read."""
        return self.filter(public(self.model))

    def for_page(self):
        """Fetched with all that a programme's page shows."""
        return self.select_related("conference").prefetch_related("items", "citations__source")


class ParticipationQuerySet(models.QuerySet):
    def in_order_of_role(self):
        """Those who presided and spoke before those who attended."""
        ranks = enumerate(self.model.Role.values)
        return self.order_by(
            models.Case(*(models.When(role=role, then=rank) for rank, role in ranks)), "order"
        )

    def public(self):
        """At conferences that the public may read, latest first."""
        return self.filter(public(self.model)).order_by("-conference__held_on")
