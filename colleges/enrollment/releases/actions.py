"""The life of a release, one act a function: each is one transaction and asks who may do it."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import Overtaken, held
from qingdao_techedu.bulk import history as bulk_history
from qingdao_techedu.bulk import writing as bulk
from qingdao_techedu.facts.models import Citation
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.personal_numbers.finders import in_text
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.models import Door

from ..figures.models import Observation, Release
from ..figures.writing import KEY, require_open
from . import canonical
from .checklist import require_all
from .models import LedgerLine
from .putting_out import put_out
from .reconciliation import reconcile

COPIED = (*KEY, "value", "symbol")
CONTENT = (
    "year",
    "version",
    "status",
    "published_at",
    "change_note_zh",
    "change_note_en",
    "provenance",
    "verification",
    "note_zh",
    "note_en",
)


@transaction.atomic
def start_revision(release: Release, *, by) -> Release:
    """A new open version of the year with the figures of a sealed one, to be corrected.

    Raises ``ValidationError`` unless ``release`` is the newest version of its year and sealed.
    """
    rules.require(by, rules.ADD, Release)
    release = held(release)
    newest = Release.objects.filter(year=release.year).aggregate(last=Max("version"))["last"]
    if newest != release.version or not release.is_sealed:
        raise ValidationError(_("A revision starts from the newest version, once it is sealed."))
    with under(by=by, door=Door.FORM, at=timezone.now(), reason=f"← v{release.version}"):
        revision = Release.objects.create(
            year=release.year,
            version=release.version + 1,
            status=Release.Status.REVISED,
            provenance=release.provenance,
            verification=release.verification,
            note_zh=release.note_zh,
            note_en=release.note_en,
        )
        for citation in release.citations.all():
            Citation.objects.create(
                record=revision,
                source=citation.source,
                locator=citation.locator,
                supports=citation.supports,
            )
        copy_figures(release, revision)
    return revision


def copy_figures(release: Release, revision: Release) -> None:
    figures = Observation.objects.filter(release=release).order_by()
    values = figures.values_list(Value(revision.pk), *COPIED)
    bulk.insert_from(Observation, ["release_id", *COPIED], values)
    bulk_history.record(Observation.objects.filter(release=revision), bulk_history.ADDED)


@transaction.atomic
def compare_again(release: Release, *, by) -> None:
    """Make the ledger of an open release anew."""
    rules.require(by, rules.CHANGE, release)
    require_open(held(release))
    reconcile(release, by=by)


@transaction.atomic
def submit(release: Release, *, by) -> None:
    """Hand a release to the reviewers; its figures do not change meanwhile."""
    rules.require(by, rules.CHANGE, release)
    release = held(release)
    require_open(release)
    reconcile(release, by=by)
    require_all(release)
    release.submitted_at, release.submitted_by, release.remark = timezone.now(), by, ""
    release.save_as(by)


@transaction.atomic
def take_back(release: Release, *, by) -> None:
    """Whoever submitted it thinks again."""
    release = held(release)
    if release.submitted_by != by:
        raise PermissionDenied(_("Only who submitted a release takes it back."))
    _reopen(release, by, "")


@transaction.atomic
def return_with_reason(release: Release, *, by, reason: str) -> None:
    """A reviewer opens the release again and says why."""
    rules.require(by, rules.REVIEW, release)
    if not reason.strip():
        raise ValidationError(_("Say why the release is returned."))
    _reopen(held(release), by, reason.strip())


def _reopen(release: Release, by, reason: str) -> None:
    _require_submitted(release)
    release.submitted_at, release.submitted_by, release.remark = None, None, reason
    release.save_as(by, reason)


@transaction.atomic
def seal(release: Release, *, by, seen: str | None = None) -> None:
    """Fix a submitted release for good; the public sees it from its moment on.

    ``seen`` is the submission that was looked at, None where that is the one at hand.

    What is published is derived, attacked and written; afterwards the database refuses every
    change. Raises ``PermissionDenied`` for authors and ``ValidationError`` with every point that is
    not met, or with what could be worked out from the figures.
    """
    rules.require(by, rules.REVIEW, release)
    release = held(release)
    _require_submitted(release)
    if seen is not None and seen != release.submission:
        raise Overtaken(_("The release was submitted anew since you looked: look again."))
    if by.pk in authors(release):
        raise PermissionDenied(_("Whoever worked on a release does not seal it: ask a colleague."))
    reconcile(release, by=by)
    require_all(release)
    put_seal(release, by=by)
    note(
        Entry.Kind.SEALING,
        who=by.get_username(),
        subject=str(release),
        sha256=release.sha256,
        rows=release.row_count or 0,
    )


def put_seal(release: Release, *, by=None, at: datetime.datetime | None = None) -> None:
    """Seal without asking: the last step of ``seal``.

    Raises ``ValidationError`` where no protection leaves every small group open.
    """
    fix(release, by=by, at=at)
    put_out([release.year], by=by)
    release.refresh_from_db()


def fix(release: Release, *, by=None, at: datetime.datetime | None = None) -> None:
    """Seal what was collected, without publishing it: ``put_out`` does, of several at once."""
    at = at or timezone.now()
    release.sealed_at, release.sealed_by = at, by
    release.collected_sha256 = canonical.digest_of_collected(release)
    release.published_at = release.published_at or at
    release.save_as(by)


def authors(release: Release) -> set[int]:
    """The numbers of the users who wrote anything that the release holds, or submitted it.

    Returning it with a reason writes nothing: whoever did may seal it later.
    """
    writers: set[int] = set()
    for model in (Observation, LedgerLine):
        entries = model.history.filter(release_id=release.pk).exclude(history_user=None)
        writers |= set(entries.order_by().values_list("history_user", flat=True).distinct())
    before = None
    for user, submitter, *content in release.history.order_by("history_date", "pk").values_list(
        "history_user", "submitted_by", *CONTENT
    ):
        if user is not None and (content != before or submitter == user):
            writers.add(user)
        before = content
    return writers


@transaction.atomic
def withdraw(release: Release, *, by, zh: str, en: str = "") -> None:
    """Take a sealed release from the public, which reads the explanation at its address."""
    rules.require(by, rules.REVIEW, release)
    release = held(release)
    if not release.is_sealed or release.is_withdrawn:
        raise ValidationError(_("Only a sealed release is withdrawn, and once."))
    if not zh.strip():
        raise ValidationError(_("A withdrawn record needs an explanation in Chinese."))
    if found := [*in_text(zh), *in_text(en)]:
        raise ValidationError(
            [*map(str, found), _("Such numbers are not published: take them out.")]
        )
    release.status, release.withdrawn_at = Release.Status.WITHDRAWN, timezone.now()
    release.withdrawal_zh, release.withdrawal_en = zh.strip(), en.strip()
    release.save_as(by, zh.strip())
    note(Entry.Kind.WITHDRAWAL, who=by.get_username(), subject=str(release), reason=zh.strip())


@transaction.atomic
def postpone(release: Release, *, by, until: datetime.datetime) -> None:
    """Move the moment of a sealed release that the public has not seen yet."""
    rules.require(by, rules.REVIEW, release)
    release = held(release)
    if not release.is_embargoed or release.is_withdrawn:
        raise ValidationError(_("The public sees this release already, or it is not sealed."))
    if until <= timezone.now():
        raise ValidationError(_("Give a moment that has not passed."))
    release.published_at = until
    release.save_as(by)


def _require_submitted(release: Release) -> None:
    if not release.is_submitted:
        raise ValidationError(
            _("Release %(release)s is %(stage)s: nobody has submitted it.")
            % {"release": release, "stage": release.stage}
        )
