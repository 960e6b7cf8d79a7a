"""What awards bring to the pages of colleges and conferences."""

from __future__ import annotations

from .models import RollCount


def awards_of_college(college) -> dict | None:
    """How many grants of each round went to a college."""
    counts = RollCount.objects.public().filter(college=college).select_related("round__kind")
    found = counts.order_by("-round__year", "round__kind__order")
    lines = [(one.round, one.count) for one in found]
    return {"lines": lines} if lines else None


def awards_of_conference(conference) -> dict | None:
    """The award rounds handed over at a conference."""
    rounds = conference.award_rounds.published().select_related("kind").order_by("kind__order")
    return {"rounds": rounds} if rounds else None
