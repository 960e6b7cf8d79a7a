"""What the register brings to the page about the portal."""

from __future__ import annotations

from qingdao_techedu.facts.models import ReportedFigure

from .models import College


def colleges_of_about() -> dict | None:
    """How many colleges the press reported, and how many of them public sources name."""
    declared = ReportedFigure.objects.declared_colleges()
    named = College.objects.published().factual()
    return {"declared": declared, "named_count": named.count()} if declared else None
