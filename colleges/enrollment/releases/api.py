"""The releases through the API: their files, ledgers, and what changed between them."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from qingdao_techedu.api import asking, cursors, schemas
from qingdao_techedu.api.answers import absolute
from qingdao_techedu.api.answers import answer as answered
from qingdao_techedu.api.asking import CURSOR, LIMIT
from qingdao_techedu.api.declaring import reads
from qingdao_techedu.api.problems import Refusal, public_or_refusal, require_understood
from qingdao_techedu.api.schemas import Schema
from qingdao_techedu.ui.parameters import Problem

from ..figures.models import Release
from ..figures.provenance import provenance_of
from ..figures.tables import totals_of
from . import api_schemas, public_ledger, revisions, sealed_files
from .models import LedgerLine
from .protection import former_of
from .revisions import ChangedCell
from .sealed_files import ReleaseFile

FROM = "from"
RELEASE = "/releases/{int:year}/{int:version}"

router = Router()


def _some_release() -> Release | None:
    """The newest release that corrected another, or else the newest."""
    return Release.objects.published().order_by("-version", "-year").first()


def _below_some_release(rest: str = "") -> str:
    release = _some_release()
    place = f"{release.year}/{release.version}" if release else "{year}/{version}"
    return f"enrollment/releases/{place}{rest}"


def _parts_of_release() -> dict[str, Schema]:
    return {
        "year": {"description": str(_("Statistical year."))},
        "version": {"description": str(_("Version of the year's release."))},
    }


@reads(
    router,
    "/releases",
    name="enrollment_releases",
    tag="enrollment",
    summary=_("All releases"),
    description=_("The newest first; of a withdrawn one no more than that, when and why."),
    answer=api_schemas.releases,
    example=lambda: "enrollment/releases",
)
def enrollment_releases(request):
    asking.require_known(request)
    found = list(Release.objects.effective().prefetch_related("sealed_files"))
    return answered(
        request,
        [_entry_of(request, release) for release in found],
        provenance=provenance_of([one for one in found if not one.is_withdrawn]),
        links={"page": reverse("release_list")},
    )


@reads(
    router,
    RELEASE,
    name="enrollment_release",
    tag="enrollment",
    summary=_("One release"),
    description=_(
        "Its totals a measure, its files with their digests, and how small groups are protected: "
        "thresholds, shares of persons that cannot be read, and what was published of it before."
    ),
    answer=api_schemas.release,
    parts=_parts_of_release,
    errors=(410,),
    example=_below_some_release,
)
def enrollment_release(request, year: int, version: int):
    asking.require_known(request)
    release = _release_or_refusal(year, version)
    data = _entry_of(request, release) | {
        "totals": [
            {"measure_code": measure.code, "value": value} for measure, value in totals_of(release)
        ],
        "protection": _protection(release),
    }
    links: dict[str, str | None] = {
        "page": release.get_absolute_url(),
        "methodology": reverse("disclosure_methodology"),
    }
    return _answer_about(request, release, data, links)


@reads(
    router,
    f"{RELEASE}/ledger",
    name="enrollment_ledger",
    tag="enrollment",
    summary=_("What does not add up in a release, and why"),
    description=_(
        "Each difference between what was declared and what the figures add up to, with its "
        "reason. A line that is withheld has no numbers: they are not published."
    ),
    answer=api_schemas.ledger,
    parts=_parts_of_release,
    errors=(410,),
    example=lambda: _below_some_release("/ledger"),
)
def enrollment_ledger(request, year: int, version: int):
    asking.require_known(request)
    release = _release_or_refusal(year, version)
    lines = release.ledger.public().select_related("college", "measure")
    told = [_line(one) for one in public_ledger.as_published(release, lines)]
    page = f"{release.get_absolute_url()}#ledger"
    return _answer_about(request, release, told, {"page": page})


@reads(
    router,
    f"{RELEASE}/changes",
    name="enrollment_changes",
    tag="enrollment",
    summary=_("Which figures changed since an earlier version"),
    description=_(
        "Group by group with the reasons; old or new is null where a version has none. A code is "
        "undivided where groups are told together, and all where the table does not divide by it."
    ),
    answer=api_schemas.changes,
    parameters=lambda: [
        schemas.parameter(
            FROM,
            str(_("The earlier version; the one before unless another is named.")),
            {"type": "integer", "minimum": 1},
        ),
        *schemas.paging(),
    ],
    parts=_parts_of_release,
    errors=(410,),
    example=lambda: _below_some_release("/changes?limit=2"),
)
def enrollment_changes(request, year: int, version: int):
    asking.require_known(request, (FROM, LIMIT, CURSOR))
    limit = asking.limit(request)
    release = _release_or_refusal(year, version)
    since = _since(release, asking.one(request, FROM))
    question = f"{release}/changes?{since.version}"
    (start,) = cursors.read(question, asking.one(request, CURSOR)) or [0]
    # Both releases are sealed: a place in their differences stays where it is.
    keys = list(revisions.changed_keys(since, release)[start : start + limit + 1])
    cells = revisions.cells(keys[:limit], since, release)
    following = None
    if len(keys) > limit:
        cursor = cursors.written(question, [start + limit])
        following = asking.following(request, [(FROM, str(since.version))], cursor)
    page = f"{release.get_absolute_url()}changes/?from={since.version}"
    return _answer_about(
        request, release, [_cell(one) for one in cells], {"next": following, "page": page}, since
    )


def _release_or_refusal(year: int, version: int) -> Release:
    """A release that the public may see; ``Refusal`` with the reason for a withdrawn one."""
    release = Release.objects.filter(year=year, version=version).first()
    if release is None:
        raise Http404
    found: Release = public_or_refusal(release)
    return found


def _since(release: Release, asked_for: str | None) -> Release:
    earlier = list(Release.objects.before(release))
    if not earlier:
        raise Refusal(
            404, _("%(release)s is the first version of its year.") % {"release": release}
        )
    if asked_for is None:
        return earlier[0]
    versions = {str(one.version): one for one in earlier}
    if asked_for not in versions:
        require_understood([Problem(FROM, asked_for, list(versions))])
    return versions[asked_for]


def _answer_about(
    request, release: Release, data: Any, links: dict[str, str | None], *others: Release
):
    return answered(request, data, provenance=provenance_of([release, *others]), links=links)


def _entry_of(request, release: Release) -> dict[str, Any]:
    """A release, or no more than the fate of one that was withdrawn."""
    told = {
        "year": release.year,
        "version": release.version,
        "status": release.status,
        "page": absolute(request, release.get_absolute_url()),
    }
    if release.is_withdrawn:
        return told | {
            "withdrawnAt": release.withdrawn_at,
            "explanation": str(release.withdrawal),
        }
    return told | {
        "provenance": release.provenance,
        "publishedAt": release.published_at,
        "changeNote": str(release.change_note) or None,
        "rows": release.row_count,
        "files": [_file(request, release, one) for one in sealed_files.files_of(release)],
    }


def _protection(release: Release) -> dict[str, Any]:
    told = release.protection
    return {
        "putOutAt": release.protected_at,
        "collectedSha256": release.collected_sha256,
        "isAttacked": told.get("attacked", False),
        "thresholds": [
            {"measure_code": code, "persons": persons}
            for code, persons in told.get("thresholds", {}).items()
        ],
        "losses": [
            {
                "measure_code": one["measure"],
                "by": list(one["fields"]),
                "notToldApart": one["soft"],
                "exactNumberGone": one["strict"],
                "exactCellsGone": one["cells"],
            }
            for one in told.get("losses", [])
        ],
        "former": [{"sha256": one.sha256, "putOutAt": one.put_out_at} for one in former_of(told)],
    }


def _file(request, release: Release, file: ReleaseFile) -> dict[str, Any]:
    address = reverse("release_file", args=[release.year, release.version, file.suffix])
    return {
        "href": absolute(request, address),
        "mediaType": sealed_files.CONTENT_TYPES[file.suffix].partition(";")[0],
        "size": file.size,
        "sha256": file.sha256,
    }


def _line(line: LedgerLine) -> dict[str, Any]:
    return {
        "check": line.check_kind,
        "college_code": line.college and line.college.code,
        "measure_code": line.measure and line.measure.code,
        "expected": line.expected,
        "found": line.found,
        "difference": line.difference,
        "withheld": line.is_withheld,
        "source": str(line.source) or None,
        "reason": line.explanation or None,
        "note": str(line.note) or None,
    }


def _cell(cell: ChangedCell) -> dict[str, Any]:
    return {
        "table": cell.row.table,
        **{f"{name}_code": code for name, code in cell.codes.items()},
        "measure_code": cell.measure.code,
        "group": cell.row.group or None,
        "old": _figure(cell.old),
        "new": _figure(cell.new),
        "difference": cell.difference,
        "reasons": [
            {"version": one.version, "changeNote": str(one.change_note) or None}
            for one in cell.reasons
        ],
    }


def _figure(figure: tuple[int | None, str] | None) -> dict[str, Any] | None:
    return None if figure is None else {"value": figure[0], "symbol": figure[1] or None}
