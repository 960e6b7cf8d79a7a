"""What conferences bring to the pages of colleges and reported figures."""

from __future__ import annotations

from .models import Participation


def conferences_of_college(college) -> dict | None:
    """The conferences at which a college took part."""
    participations = (
        Participation.objects.public().filter(college=college).select_related("conference")
    )
    return {"participations": participations} if participations else None


def conferences_of_figure(figure) -> dict | None:
    """The conferences at which a figure was quoted."""
    conferences = figure.conferences.published().latest_first()
    return {"conferences": conferences} if conferences else None
