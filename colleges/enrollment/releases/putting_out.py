"""What is published of sealed releases: derived from what was collected, attacked, then written.

All versions of a year are put out together, by the same groups. Where a new version, or the year
beside it, needs coarser groups, earlier releases are taken back and put out again: what they told
before is withdrawn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from colleges.models import College, Specialty
from qingdao_techedu.bulk.writing import insert
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.records.provenance import Provenance

from ..disclosure.leaves import COUNTS, GRADUATES, OUTCOMES, REMAINDER, CollectedVersion
from ..disclosure.loss import losses
from ..disclosure.protection import protect
from ..disclosure.publication import UNDIVIDED, MemberRow, PublishedRow, PublishedYear
from ..disclosure.reading import Reader
from ..disclosure.sums import ALL
from ..disclosure.thresholds import FEWEST, ThresholdRule
from ..disclosure_audit.bounds import Contradiction
from ..figures.models import Measure, PublishedFigure, PublishedMember, Release
from . import public_ledger, sealed_files
from .disclosing import NotProtected, Progress, collected, no_progress, publishable
from .models import SealedFile

CODES = ("level", "entry_route", "sex")
OF_WHOM = ("release_id", "table", "measure_id", "college_id", "specialty_id", *CODES, "group")
FIGURE = (*OF_WHOM, "key", "value", "base", "symbol")


class PutOut(NamedTuple):
    """Releases that were put out, and which of them for the second time."""

    releases: list[Release]
    again: list[Release]


def rule_in_force() -> ThresholdRule:
    """The thresholds that the bureau has set, by measure."""
    of_measures = dict(Measure.objects.values_list("code", "threshold"))
    of_outcomes = [of_measures[one] for one in OUTCOMES if one in of_measures]
    # Nobody reports the remainder, so that nobody sets its threshold: it is theirs.
    return ThresholdRule(FEWEST, {**of_measures, REMAINDER: max(of_outcomes, default=FEWEST)})


@transaction.atomic
def put_out(
    years: Iterable[int],
    *,
    by=None,
    progress: Progress = no_progress,
    tell: Callable[[str], None] = lambda _doing: None,
) -> PutOut:
    """Put out the sealed releases of these years, and of those that flows tie to them.

    Raises ``ValidationError`` with what would be narrowed; then nothing is put out.
    """
    tied = tied_to(years)
    releases = Release.objects.sealed().filter(year__in=tied).order_by("year", "version")
    releases = list(releases.select_for_update(of=("self",)))
    rule = rule_in_force()
    try:
        published = publishable(collected(releases), rule, progress=progress, tell=tell)
    except NotProtected as refusal:
        raise ValidationError(_refused(refusal)) from refusal
    except (ArithmeticError, Contradiction) as error:
        raise ValidationError(
            _(
                "Figures of %(years)s contradict each other, so that nobody can tell what would "
                "give a small group away. Nothing was sealed or published: look at the checklist."
            )
            % {"years": ", ".join(map(str, sorted(tied)))}
        ) from error
    return _write(releases, published, rule, by)


@transaction.atomic
def put_out_large_sample(years: Iterable[int]) -> PutOut:
    """Put out made-up figures of very many colleges, joined by the thresholds and not attacked.

    They show how the portal works with much data. The attack would take an hour, for nobody.
    Raises ``ValueError`` where any of the figures are not sample data.
    """
    releases = list(Release.objects.sealed().filter(year__in=years).order_by("year", "version"))
    if any(one.provenance != Provenance.SAMPLE for one in releases):
        raise ValueError("Figures of colleges that exist are attacked before they are put out.")
    rule = rule_in_force()
    published = protect(collected(releases), rule, are_exchanges_tried=False)
    return _write(releases, published, rule, None, is_attacked=False)


def _write(
    releases: Iterable[Release],
    published: Iterable[PublishedYear],
    rule: ThresholdRule,
    by,
    *,
    is_attacked: bool = True,
) -> PutOut:
    """Write what is published of each version, and whether it passed the audit."""
    of_version = {(one.year, one.version): one for one in releases}
    done = PutOut([], [])
    for year in published:
        for version in year.collected.versions:
            release = of_version[year.collected.year, version.number]
            derived = Derived.of(year, version, rule)
            derived.protection["attacked"] = is_attacked
            _put_out(release, derived, done, by)
    return done


def tied_to(years: Iterable[int]) -> set[int]:
    """With the years before and after them, as far as there are releases without a gap."""
    sealed = set(Release.objects.sealed().values_list("year", flat=True))
    reached = set(years) & sealed
    while more := {year + step for year in reached for step in (-1, 1)} & sealed - reached:
        reached |= more
    return reached


class Derived(NamedTuple):
    """What is published of one version. ``protection`` tells how, as ``Release.protection``."""

    figures: list[tuple[PublishedRow, int | None]]
    members: list[MemberRow]
    protection: dict[str, Any]

    @classmethod
    def of(cls, year: PublishedYear, version: CollectedVersion, rule: ThresholdRule) -> Derived:
        figures = list(_with_bases(year, version))
        members = list(year.members())
        told = json.dumps([figures, members], default=str)
        protection = {
            "thresholds": {one: rule.of(one) for one in (*COUNTS, *OUTCOMES)},
            "losses": [asdict(one) for one in losses(year, version)],
            "digest": hashlib.sha256(told.encode()).hexdigest(),
        }
        return cls(figures, members, protection)


def _with_bases(
    year: PublishedYear, version: CollectedVersion
) -> Iterator[tuple[PublishedRow, int | None]]:
    """The published figures; those of outcomes with the graduates of the same people."""
    reader = Reader(year, version)
    for row, places in year.rows_with_places_of(version):
        base = None
        if row.measure in OUTCOMES and row.value is not None and not row.symbol:
            told = reader.read(GRADUATES, places)
            base = told[0] if told and not told[1] else None
        yield row, base


def _put_out(release: Release, derived: Derived, done: PutOut, by) -> None:
    """Write what is published of a release, unless it is published just so already."""
    if release.protected_at is not None:
        if _is_published_so(release, derived):
            return
        derived.protection["former"] = _with_this_one(release)
        _take_back(release)
        done.again.append(release)
    former = sealed_files.names_of(release)
    codes = _Numbers(release)
    insert(PublishedFigure, FIGURE, [codes.of_figure(*one) for one in derived.figures])
    insert(PublishedMember, OF_WHOM, [codes.of(one) for one in derived.members])
    derived.protection["ledger"] = public_ledger.digest(release)
    # The files say by which thresholds they were made.
    release.protected_at, release.protection = timezone.now(), derived.protection
    sealed_files.store(release)
    release.save_as(by)
    transaction.on_commit(partial(sealed_files.remove, former, sealed_files.known_of(release)))
    done.releases.append(release)
    if release in done.again:
        note(
            Entry.Kind.PUT_OUT_AGAIN,
            who=by.get_username() if by else "",
            subject=str(release),
            sha256=release.sha256,
        )


def _is_published_so(release: Release, derived: Derived) -> bool:
    """Whether what stands published is what was derived; its ledger tells of other releases too."""
    told = release.protection
    return told.get("digest") == derived.protection["digest"] and (
        told.get("ledger") == public_ledger.digest(release)
    )


def _with_this_one(release: Release) -> list[dict[str, str]]:
    """What was published of a release before: whoever kept a file finds by its digest when."""
    assert release.protected_at is not None
    this = {"sha256": release.sha256, "put_out_at": release.protected_at.isoformat()}
    return [*release.protection.get("former", []), this]


def _take_back(release: Release) -> None:
    """What was published of a release is withdrawn: its figures and what is known of its files."""
    Release.objects.filter(pk=release.pk).update(
        protected_at=None, protection={}, sha256="", row_count=None, file=""
    )
    for model in (PublishedFigure, PublishedMember, SealedFile):
        model.objects.filter(release=release).delete()


class _Numbers:
    """The rows of a release as the database has them."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.colleges = dict(College.objects.values_list("code", "pk"))
        self.specialties = dict(Specialty.objects.values_list("slug", "pk"))
        self.measures = dict(Measure.objects.values_list("code", "pk"))

    def of_figure(self, row: PublishedRow, base: int | None) -> tuple:
        key = row.group or "/".join(code for code in row[4:9] if code != ALL)
        return (*self.of(row), key, row.value, base, row.symbol)

    def of(self, row: PublishedRow | MemberRow) -> tuple:
        codes = ("" if (code := getattr(row, name)) == ALL else code for name in CODES)
        college = _number(row.college, self.colleges)
        specialty = _number(row.specialty, self.specialties)
        measure = self.measures[row.measure]
        return (self.release.pk, row.table, measure, college, specialty, *codes, row.group)


def _number(code: str, numbers: Mapping[str, int]) -> int | None:
    return None if code in (ALL, UNDIVIDED) else numbers[code]


def _refused(refusal: NotProtected) -> list[str]:
    """In words, without the numbers: a message is no place for a small group."""
    found = sorted({(one.unknown.year, one.unknown.measure) for one in refusal.findings})
    names = {one.code: str(one.name) for one in Measure.objects.all()}
    return [
        _(
            "%(year)s, %(measure)s: groups below the threshold could be worked out from what would "
            "be published. Nothing was sealed. More colleges in the release, or a lower "
            "threshold of the measure, would help."
        )
        % {"year": year, "measure": names.get(measure, measure)}
        for year, measure in found
    ]
