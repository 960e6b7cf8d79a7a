"""The life of a return, one act a function: each is one transaction and asks who may do it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from colleges.models import College, Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.mail import mail
from qingdao_techedu.acts.holding import Overtaken, held
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.models import Door

from ..figures import writing
from ..figures.models import Release
from ..figures.writing import Figure, FigureChanges, put, require_open
from .checks import findings, stale_explanations
from .lines import ReturnKey, sheet_of, store_of_return
from .models import Return, ReturnedFigure, ReturnExplanation, ReturnMessage
from .page import digest_of_page

State = Return.State


@transaction.atomic
def ask(
    release: Release, colleges: Iterable[College], *, due_on: datetime.date, by
) -> list[Return]:
    """Ask colleges for their returns; who was asked already is not asked twice.

    Where the release has figures of a college, as a revision has, the return begins with them.
    Raises ``ValidationError`` where the release is not open or the day has passed.
    """
    rules.require(by, rules.CHANGE, release)
    release = held(release)
    require_open(release)
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Give a day that has not passed.")})
    asked = set(release.returns.values_list("college", flat=True))
    made = []
    with under(by=by, door=Door.FORM):
        for college in colleges:
            if college.pk not in asked:
                one = Return.objects.create(release=release, college=college, due_on=due_on)
                _begin_with_figures_of(release, one)
                made.append(one)
    return made


def _begin_with_figures_of(release: Release, annual_return: Return) -> None:
    figures = writing.store_of_college(release, annual_return.college_id).figures()
    if figures:
        put(store_of_return(annual_return), figures)


@transaction.atomic
def save_part(
    annual_return: Return,
    specialty: Specialty,
    figures: Mapping[ReturnKey, Figure],
    *,
    by,
    seen: str,
) -> FigureChanges:
    """Have the part of one specialty hold these figures; what is not among them is blank again.

    ``seen`` is the part's digest when the form was opened. Raises ``Overtaken`` where somebody
    else changed the part since, ``ValidationError`` where the return is not open.
    """
    annual_return = _held_open(annual_return, by)
    part = sheet_of(annual_return).part(specialty)
    if part.digest != seen and part.figures != figures:
        raise Overtaken(_("Somebody else saved this part meanwhile: compare, then save again."))
    return _put(annual_return, figures, Q(specialty=specialty), by)


@transaction.atomic
def take_figures(
    annual_return: Return, figures: Mapping[ReturnKey, Figure], *, by, seen: str, reason: str
) -> FigureChanges:
    """Put the figures of a file into a return; cells that the file leaves blank stay.

    Raises ``Overtaken`` where anybody saved since ``seen``, the digest of the whole return.
    """
    annual_return = _held_open(annual_return, by)
    if sheet_of(annual_return).digest != seen:
        raise Overtaken(_("Somebody saved figures of the return meanwhile: look again."))
    return _put(annual_return, figures, None, by, Door.IMPORT, reason)


def _put(
    annual_return: Return,
    figures: Mapping[ReturnKey, Figure],
    instead_of: Q | None,
    by,
    door: str = Door.FORM,
    reason: str = "",
) -> FigureChanges:
    store = store_of_return(annual_return)
    done = put(store, figures, instead_of, by=by, door=door, reason=reason)
    stale_explanations(annual_return, findings(sheet_of(annual_return))).delete()
    return done


@transaction.atomic
def explain(annual_return: Return, words: Mapping[str, str], *, by) -> None:
    """Keep what the college says of its warnings; a blank takes an explanation back."""
    annual_return = _held_open(annual_return, by)
    keys = {one.key for one in findings(sheet_of(annual_return)) if not one.is_error}
    for key in keys & set(words):
        text = words[key].strip()
        standing = annual_return.explanations.filter(warning=key)
        if not text:
            standing.delete()
        elif not standing.filter(text=text).exists():
            ReturnExplanation.objects.update_or_create(
                annual_return=annual_return, warning=key, defaults={"text": text, "by": by}
            )


@transaction.atomic
def send(annual_return: Return, *, by, answer: str = "") -> None:
    """Send a return to the bureau. Raises ``ValidationError`` with all that stands in the way.

    A return that was queried is sent with the answer.
    """
    annual_return = _held_open(annual_return, by)
    found = findings(sheet_of(annual_return))
    faults = []
    if any(finding.is_error for finding in found):
        faults.append(_("Mend the errors first."))
    if any(not finding.is_error and not finding.is_settled for finding in found):
        faults.append(_("Say a word on each warning first."))
    if annual_return.state == State.QUERIED and not answer.strip():
        faults.append(_("Answer the bureau's query."))
    if faults:
        raise ValidationError(faults)
    if answer.strip():
        _say(annual_return, ReturnMessage.Kind.ANSWER, answer, by)
    annual_return.state = State.SENT
    annual_return.sent_at, annual_return.sent_by = timezone.now(), by
    annual_return.save_as(by)


@transaction.atomic
def query(annual_return: Return, *, by, question: str) -> None:
    """Send a return back to its college with a question; an accepted one too, while it may change.

    Its figures stay in the release until it is accepted again.
    """
    rules.require(by, rules.REVIEW, annual_return)
    annual_return = _held(annual_return)
    require_open(annual_return.release)
    if annual_return.state not in {State.SENT, State.ACCEPTED}:
        raise ValidationError(_not_now(annual_return))
    if not question.strip():
        raise ValidationError(_("Say what is in question."))
    _say(annual_return, ReturnMessage.Kind.QUERY, question, by)
    annual_return.state = State.QUERIED
    _forget_sign_off(annual_return)
    annual_return.save_as(by, question.strip())


@transaction.atomic
def accept(annual_return: Return, *, by, seen: str) -> FigureChanges:
    """Take the figures of a sent return into the release, in place of what it had of the college.

    ``seen`` is the digest of the return that was looked at. Raises ``PermissionDenied`` for
    whoever filled it in or sent it, and for the college's own reporters.
    """
    rules.require(by, rules.REVIEW, annual_return)
    annual_return = _held(annual_return)
    if annual_return.state != State.SENT:
        raise ValidationError(_not_now(annual_return))
    if seen != sheet_of(annual_return).digest:
        raise Overtaken(_("The figures changed since you opened the return: look again."))
    if by == annual_return.sent_by or by.pk in writers(annual_return):
        raise PermissionDenied(_("Whoever filled in or sent a return does not accept it."))
    if rules.answers_for(by, annual_return):
        raise PermissionDenied(_("A reporter of the college does not accept its return."))
    college = annual_return.college_id
    figures = store_of_return(annual_return).figures()
    done = writing.write(
        annual_return.release,
        {(college, *key): figure for key, figure in figures.items()},
        by=by,
        door=Door.FORM,
        reason=_("Annual return of %(college)s") % {"college": annual_return.college},
        instead_of=Q(college=college),
    )
    annual_return.state = State.ACCEPTED
    annual_return.accepted_at, annual_return.accepted_by = timezone.now(), by
    _forget_sign_off(annual_return)
    annual_return.save_as(by)
    return done


def writers(annual_return: Return) -> set[int]:
    """The numbers of the users who wrote any of its figures."""
    entries = ReturnedFigure.history.filter(annual_return_id=annual_return.pk)
    return set(entries.exclude(history_user=None).values_list("history_user", flat=True))


@transaction.atomic
def sign_off(annual_return: Return, *, by, seen: str) -> None:
    """The college agrees to its page as the public will see it.

    ``seen`` is the digest of the page that was read. Raises ``PermissionDenied`` for all but the
    college's own reporter.
    """
    annual_return = _held(annual_return)
    if not rules.answers_for(by, annual_return):
        raise PermissionDenied(_("Only a reporter of the college signs its page off."))
    if annual_return.state != State.ACCEPTED or annual_return.release.is_sealed:
        raise ValidationError(_not_now(annual_return))
    digest = digest_of_page(annual_return)
    if seen != digest:
        raise Overtaken(_("The figures changed since you opened the page: look again."))
    annual_return.signed_off_at, annual_return.signed_off_by = timezone.now(), by
    annual_return.signed_off_digest = digest
    annual_return.save_as(by)


@transaction.atomic
def remind(annual_return: Return, *, by) -> None:
    """Note that a missing return was asked for again; its reporters find it on their home page."""
    rules.require(by, rules.REVIEW, annual_return)
    annual_return = _held(annual_return)
    if not annual_return.is_missing:
        raise ValidationError(_not_now(annual_return))
    annual_return.reminded_on = timezone.localdate()
    annual_return.save_as(by)
    transaction.on_commit(partial(_mail_reminder, annual_return))


@transaction.atomic
def take_request_back(annual_return: Return, *, by) -> None:
    """Undo the asking of a college that has not written anything yet."""
    rules.require(by, rules.REVIEW, annual_return)
    annual_return = _held(annual_return)
    if annual_return.state != State.NOT_SENT or annual_return.figures.exists():
        raise ValidationError(_not_now(annual_return))
    with under(by=by, door=Door.FORM):
        annual_return.delete()


def remind_all(release: Release, *, by) -> int:
    """Ask all again whose returns are missing, each for itself, and answer how many there were."""
    rules.require(by, rules.REVIEW, Return)
    count = 0
    for one in release.returns.missing().select_related("release"):
        try:
            remind(one, by=by)
        except ValidationError:  # sent since the list was read
            continue
        count += 1
    return count


def _mail_reminder(annual_return: Return) -> None:
    subject = _("Annual return %(year)d") % {"year": annual_return.release.year}
    text = render_to_string("enrollment/email/reminder.txt", {"annual_return": annual_return})
    for reporter in annual_return.college.reporters.select_related("user"):
        if reporter.user.is_active:
            mail(reporter.user, subject, text)


def _forget_sign_off(annual_return: Return) -> None:
    annual_return.signed_off_at, annual_return.signed_off_by = None, None
    annual_return.signed_off_digest = ""


def _held(annual_return: Return) -> Return:
    """The return as it is now, held with its release until the transaction ends."""
    held(annual_return.release)
    return held(annual_return, "release", "college")


def _held_open(annual_return: Return, by) -> Return:
    rules.require(by, rules.CHANGE, annual_return)
    annual_return = _held(annual_return)
    if not annual_return.is_open:
        raise ValidationError(_not_now(annual_return))
    return annual_return


def _not_now(annual_return: Return) -> str:
    return _("The return is %(state)s: this cannot be done now.") % {
        "state": annual_return.get_state_display()
    }


def _say(annual_return: Return, kind: str, text: str, by) -> None:
    ReturnMessage.objects.create(annual_return=annual_return, kind=kind, text=text.strip(), by=by)
