"""Questions about awards and the rolls of those who received them."""

from __future__ import annotations

import datetime
from itertools import groupby

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Left, Length, NullIf, Right
from django.utils import timezone

from qingdao_techedu.naming.names import NamedQuerySet
from qingdao_techedu.publishing.models import PublishableQuerySet, public
from qingdao_techedu.records.provenance import ProvenancedQuerySet

from .life import CERTIFIED, IN_PLAY, WRITTEN
from .names import STAR


class AwardKindQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class RoundQuerySet(ProvenancedQuerySet, PublishableQuerySet):
    def get_by_natural_key(self, kind: str, year: str):
        return self.get(kind__slug=kind, year=int(year))

    def conferred(self):
        return self.filter(conferred_at__isnull=False)

    def gathering(self):
        """Rounds that take nominations: nothing of them was publicized."""
        return self.filter(conferred_at=None, publicity_from=None)

    def publicized_at(self, moment: datetime.datetime | None = None):
        """Rounds whose window is open at a moment (now, when none is given)."""
        at = moment or timezone.now()
        return self.filter(conferred_at=None, publicity_from__lte=at, publicity_until__gt=at)

    def to_confer(self):
        """Rounds whose window has closed and which nobody has conferred."""
        return self.filter(conferred_at=None, publicity_until__lte=timezone.now())

    def with_grant_count(self):
        """Each with ``grant_count``, the conferred grants on its public roll.

        All that stand on it but those of the few colleges that the public does not see.
        """
        counts = apps.get_model("awards", "RollCount").objects
        own = counts.filter(round=OuterRef("pk")).order_by().values("round")
        hidden = own.exclude(_of_public_college(counts.model))
        standing = _sum_of(own) - _sum_of(hidden)
        conferred = When(conferred_at__isnull=False, then=standing)
        return self.annotate(grant_count=Case(conferred, default=0, output_field=IntegerField()))

    def by_year(self) -> list[tuple[int, list]]:
        """The rounds of each year, latest year first."""
        rounds = self.order_by("-year", "kind__order")
        return [(year, list(of_year)) for year, of_year in groupby(rounds, lambda r: r.year)]


def on_roll(path: str = "") -> Q:
    """Grants that stand on a roll."""
    return Q(**{f"{path}status": "conferred"})


def on_notice(at: datetime.datetime, path: str = "") -> Q:
    """Grants whose window is open at a moment."""
    return Q(
        **{
            f"{path}status": "publicized",
            f"{path}round__conferred_at": None,
            f"{path}round__publicity_from__lte": at,
            f"{path}round__publicity_until__gt": at,
        }
    )


def _of_public_college(model) -> Q:
    return public(model.college.field.related_model, "college__")


def _sum_of(counts) -> Coalesce:
    return Coalesce(Subquery(counts.annotate(sum=Sum("count")).values("sum")), 0)


class RollCountQuerySet(models.QuerySet):
    def public(self):
        """Of published rounds that were conferred, at published colleges."""
        rounds = self.model.round.field.related_model
        conferred = self.filter(public(rounds, "round__"), round__conferred_at__isnull=False)
        return conferred.of_public_colleges()

    def of_public_colleges(self):
        return self.filter(_of_public_college(self.model), count__gt=0)

    def by_round(self):
        """The latest year first."""
        return self.order_by("-round__year", "round__kind__order", "college__code")


class GrantQuerySet(ProvenancedQuerySet, models.QuerySet):
    def on_public_roll(self):
        """Conferred grants of published rounds at published colleges, in the order of the roll."""
        return self._shown().filter(on_roll()).order_by("round", "place", "pk")

    def on_public_notice(self, moment: datetime.datetime | None = None):
        """Nominations that the public reads at a moment, while their window is open."""
        at = moment or timezone.now()
        return self._shown().filter(on_notice(at)).order_by("round", "place", "pk")

    def _shown(self):
        """Of published rounds, at published colleges."""
        rounds = self.model.round.field.related_model
        return self.filter(public(rounds, "round__"), _of_public_college(self.model))

    def with_public_name(self):
        """Each with ``form``, how its name is printed, and ``public_name``, the name as printed.

        The grant's own form, where one was asked for, or its round's; a class is no person and is
        named unless it is hidden. No one else puts a name of a roll before the public.
        """
        of_round = Case(
            When(round__conferred_at=None, then=F("round__name_form")),
            default=F("round__roll_name_form"),
        )
        first_and_last = Case(
            When(name__length__gt=2, then=Concat(Left("name", 1), Value(STAR), Right("name", 1))),
            default=Concat(Left("name", 1), Value(STAR)),
            output_field=CharField(),
        )
        found = self.alias(name__length=Length("name")).annotate(
            form=Coalesce(NullIf(F("name_form"), Value("")), of_round, output_field=CharField())
        )
        return found.annotate(
            public_name=Case(
                When(form="hidden", then=Value("")),
                When(Q(form="full") | Q(round__kind__recipient="class"), then=F("name")),
                default=first_and_last,
                output_field=CharField(),
            )
        )

    def classes_of(self, college):
        """Classes of a college on public rolls, the latest first; those not named are left out."""
        classes = self.on_public_roll().filter(college=college, round__kind__recipient="class")
        named = classes.with_public_name().exclude(public_name="")
        return named.select_related("round__kind", "specialty").order_by("-round__year", "place")

    def certified(self):
        """Grants that have, or had, a certificate."""
        return self.filter(status__in=CERTIFIED)

    def in_play(self):
        """Nominations that take a place of their college: none has ended, none was conferred."""
        return self.filter(status__in=IN_PLAY)

    def written(self):
        """Nominations that have never been before the public, and have not ended."""
        return self.filter(status__in=WRITTEN)

    def proposed(self):
        """What colleges proposed and the bureau has not looked at."""
        return self.filter(status="proposed")

    def returned(self):
        """What the bureau returned to colleges with a reason."""
        return self.filter(status="returned")
