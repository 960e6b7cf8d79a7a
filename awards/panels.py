"""What awards bring to the pages of colleges and conferences."""

from __future__ import annotations

from django.db.models import Count

from .models import Grant, Round


def awards_of_college(college) -> dict | None:
    """How many grants of each round went to a college."""
    rounds = (
        Grant.objects.on_public_roll()
        .filter(college=college)
        .order_by("-round__year", "round__kind__order")
        .values_list("round")
        .annotate(count=Count("pk"))
    )
    counts = dict(rounds)
    found = Round.objects.filter(pk__in=counts).select_related("kind")
    lines = [(award_round, counts[award_round.pk]) for award_round in found]
    return {"lines": lines} if lines else None


def awards_of_conference(conference) -> dict | None:
    """The award rounds handed over at a conference."""
    rounds = conference.award_rounds.published().select_related("kind").order_by("kind__order")
    return {"rounds": rounds} if rounds else None
