"""What conferences bring to the pages of colleges and reported figures, and to the home page."""

from __future__ import annotations

from .models import Conference, Participation


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


def conference_of_home() -> dict | None:
    """The latest conference, with the programmes that it set."""
    conferences = Conference.objects.published().latest_first().prefetch_related("programmes")
    latest = conferences.first()
    return {"conference": latest} if latest else None
