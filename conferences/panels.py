"""What conferences bring to a college's page."""

from __future__ import annotations

from .models import Participation


def conferences_of_college(college) -> dict | None:
    """The conferences at which a college took part."""
    participations = (
        Participation.objects.public().filter(college=college).select_related("conference")
    )
    return {"participations": participations} if participations else None
