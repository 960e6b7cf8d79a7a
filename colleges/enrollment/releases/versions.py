"""The releases as versions of the data set, for the catalog."""

from __future__ import annotations

from collections.abc import Container

from django.db.models import Max, Min, Sum
from django.urls import reverse
from django.utils.functional import lazy

from qingdao_techedu.datasets.versions import Version, VersionFile
from qingdao_techedu.records.provenance import Provenance

from ..figures.models import Release
from .sealed_files import CONTENT_TYPES, GROUPS, PARQUET, SUMS, files_of

SHORT = {PARQUET: "Parquet", SUMS: "CSV", GROUPS: "CSV"}
OF_LEAVES = [one for one in CONTENT_TYPES if one not in (SUMS, GROUPS)]

# What a function says when it is read, in the language of that moment.
_spoken = lazy(lambda say: str(say()), str)


def versions(suffixes: Container[str] = OF_LEAVES, part: str = "") -> list[Version]:
    """Every release that the public may see with some of its files, newest first.

    It takes two queries.
    """
    releases = Release.objects.published().prefetch_related("sealed_files")
    return [_version(release, suffixes, part) for release in releases.order_by("-year", "-version")]


def _version(release: Release, suffixes: Container[str], part: str) -> Version:
    assert release.published_at is not None  # it is published
    return Version(
        name=str(release),
        address=release.get_absolute_url(),
        status=_spoken(release.get_status_display),
        published_at=release.published_at,
        note=_spoken(lambda: str(release.change_note)),
        record=release,
        is_sample=release.provenance == Provenance.SAMPLE,
        files=tuple(
            VersionFile(
                label=SHORT.get(file.suffix, file.suffix.upper()),
                address=reverse("release_file", args=[release.year, release.version, file.suffix]),
                media_type=CONTENT_TYPES[file.suffix].partition(";")[0],
                size=file.size,
                sha256=file.sha256,
            )
            for file in files_of(release)
            if file.suffix in suffixes
        ),
        part=part,
    )


def years() -> tuple[int, int] | None:
    """The first and the last year that has a release."""
    ends = Release.objects.current().aggregate(first=Min("year"), last=Max("year"))
    return None if ends["first"] is None else (ends["first"], ends["last"])


def about_rows() -> int:
    """As many as the releases hold; figures of colleges that are not public are among them."""
    return Release.objects.current().aggregate(rows=Sum("row_count"))["rows"] or 0
