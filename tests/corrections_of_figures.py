"""A year's figures as they are published anew, with some of them changed."""

from __future__ import annotations

from collections.abc import Callable

from colleges.enrollment.models import Release
from colleges.enrollment.releases.actions import copy_figures, put_seal


def publish_correction(year: int, change: Callable) -> Release:
    """Publish a new version of a year, of whose observations ``change`` has changed some."""
    current = Release.objects.current().get(year=year)
    revision = Release.objects.create(
        year=year,
        version=current.version + 1,
        status="revised",
        provenance=current.provenance,
        published_at=current.published_at,
    )
    copy_figures(current, revision)
    change(revision.observations.all())
    put_seal(revision)
    return revision
