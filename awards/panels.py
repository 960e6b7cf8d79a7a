"""What awards bring to the pages of colleges and conferences, and to the home page."""

from __future__ import annotations

from .matrix import matrix_of
from .models import Round


def awards_of_college(college) -> dict | None:
    """How many grants of each round went to a college."""
    found = matrix_of(college)
    return {"matrix": found} if found.lines else None


def awards_of_conference(conference) -> dict | None:
    """The award rounds handed over at a conference."""
    rounds = conference.award_rounds.published().with_grant_count().select_related("kind")
    found = rounds.order_by("kind__order")
    return {"rounds": found, "years": sorted({one.year for one in found})} if found else None


def awards_of_home() -> dict | None:
    """The latest year with its rounds, of facts alone."""
    rounds = Round.objects.published().factual().with_grant_count()
    years = rounds.select_related("kind").by_year()
    return {"latest_rounds": years[0]} if years else None
