"""The life of a round and its grants, one act a function: each is one transaction and asks who may.

The tamper-evident log tells of acts by the numbers of the records, never by a person's name.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import held
from qingdao_techedu.bulk import history as bulk_history
from qingdao_techedu.bulk import writing as bulk
from qingdao_techedu.page_cache.states import state_now

from . import numbers
from .acting import (
    doing,
    end,
    held_grant,
    held_round,
    held_subject,
    log_act,
    minute,
    require_another,
    require_reason,
    require_stage,
    require_step,
)
from .models import Grant, NameForm, Objection, Round
from .placing import count_without, set_in_order

Status, Stage = Grant.Status, Round.Stage
# What a correction may change: all that the roll or the certificate prints of the recipient.
PRINTED = ("name", "pinyin", "college", "class_name", "specialty")


# The life of a round


@transaction.atomic
def publicize(
    round_: Round,
    *,
    closes_at: datetime.datetime,
    opens_at: datetime.datetime | None = None,
    name_form: str = NameForm.FULL,
    roll_name_form: str = NameForm.MASKED,
    by,
) -> Round:
    """Put all nominations of a round before the public in a window, open from its first minute.

    Nothing is run when it opens or closes. Raises ``PermissionDenied`` for whoever nominated any of
    them, and ``ValidationError`` where the round or the window is not right.
    """
    rules.require(by, rules.REVIEW, round_)
    round_ = held_round(round_)
    require_stage(round_, Stage.GATHERING)
    now = timezone.now()
    opens_at = opens_at or now
    nominated = round_.grants.filter(status=Status.NOMINATED)
    waiting = round_.grants.proposed().count()
    if waiting:
        raise ValidationError(
            ngettext(
                "%(count)d nomination waits for review: accept, return or decline it first.",
                "%(count)d nominations wait for review: accept, return or decline them first.",
                waiting,
            )
            % {"count": waiting}
        )
    if not round_.is_public_now:
        raise ValidationError(_("Publish the round first: the public sees none of it yet."))
    if not nominated.exists():
        raise ValidationError(_("Nobody is nominated in this round."))
    if opens_at < now - datetime.timedelta(minutes=1):
        raise ValidationError(_("Publicity cannot begin in the past."))
    if closes_at <= opens_at:
        raise ValidationError(_("Publicity has a beginning and an end, in this order."))
    require_another(nominated, by)
    round_.publicity_from, round_.publicity_until = opens_at, closes_at
    round_.name_form, round_.roll_name_form = name_form, roll_name_form
    with doing(by):
        _decline_returned(round_, now)
        nominated.update(status=Status.PUBLICIZED)
        set_in_order(round_)
        bulk_history.record(round_.grants.filter(status=Status.PUBLICIZED), bulk_history.CHANGED)
        round_.save()
    log_act(
        round_,
        by,
        "publicize",
        grants=round_.grants.filter(status=Status.PUBLICIZED).count(),
        opens_at=minute(opens_at),
        closes_at=minute(closes_at),
    )
    return round_


def _decline_returned(round_: Round, at: datetime.datetime) -> None:
    """What a college did not send again is not conferred, for the reason it was returned with."""
    round_.grants.returned().update(status=Status.DECLINED, ended_at=at)
    late = round_.grants.filter(status=Status.DECLINED, ended_at=at)
    bulk_history.record(late, bulk_history.CHANGED)


@transaction.atomic
def extend_publicity(round_: Round, *, closes_at: datetime.datetime, reason: str, by) -> Round:
    """Let a window close later than announced. It is never cut short."""
    rules.require(by, rules.REVIEW, round_)
    round_ = held_round(round_)
    require_stage(round_, Stage.AHEAD, Stage.OPEN)
    require_reason(reason)
    if round_.publicity_until is not None and closes_at <= round_.publicity_until:
        raise ValidationError(_("Publicity may only end later than was announced."))
    round_.publicity_until = closes_at
    round_.save_as(by, reason)
    log_act(round_, by, "extend", closes_at=minute(closes_at), reason=reason.strip())
    return round_


@transaction.atomic
def decline(grant: Grant, *, reason: str, by) -> Grant:
    """Take a nomination out, before or during publicity, with a reason that the desk keeps."""
    rules.require(by, rules.REVIEW, grant)
    grant = held_grant(grant)
    require_step(grant, Status.DECLINED)
    was_standing, before = grant.is_standing, state_now().key
    end(grant, Status.DECLINED, reason, by)
    if was_standing:
        count_without(grant)
        log_act(grant, by, "decline", before=before)
    else:
        log_act(grant, by, "decline")
    return grant


@transaction.atomic
def confer(round_: Round, *, by, conferred_on: str = "") -> Round:
    """Confer all awards that were publicized; each gets its certificate number.

    Raises ``ValidationError`` while the window is open or an objection has no answer, and
    ``PermissionDenied`` for whoever nominated any of them.
    """
    rules.require(by, rules.REVIEW, round_)
    round_ = held_round(round_)
    require_stage(round_, Stage.CLOSED)
    waiting = round_.objections.open().count()
    if waiting:
        raise ValidationError(
            _("Objections wait for an answer: %(count)d. Answer them first.") % {"count": waiting}
        )
    publicized = round_.grants.filter(status=Status.PUBLICIZED)
    require_another(publicized, by)
    if not publicized.exists():
        raise ValidationError(_("Nobody is left to confer this award on."))
    now = timezone.now()
    round_.conferred_at = now
    round_.conferred_on = conferred_on or round_.conferred_on or f"{timezone.localdate():%Y-%m-%d}"
    round_.full_clean()
    with doing(by):
        count = _certify(publicized, now)
        set_in_order(round_)
        bulk_history.record(round_.grants.filter(status=Status.CONFERRED), bulk_history.CHANGED)
        round_.save()
    log_act(round_, by, "confer", grants=count)
    return round_


def _certify(grants, at: datetime.datetime) -> int:
    """Number and confer grants in one pass, however many there are."""
    keys = list(grants.order_by("place").values_list("pk", flat=True))
    # With its number in one statement: neither stands without the other.
    columns = {"certificate_number": "varchar", "status": "varchar", "conferred_at": "timestamptz"}
    moment = _stored(at)
    issued = issue(len(keys))
    rows = [
        (number, Status.CONFERRED.value, moment, key)
        for number, key in zip(issued, keys, strict=True)
    ]
    bulk.update(Grant, columns, rows)
    return len(keys)


def issue(count: int) -> list[str]:
    """As many certificate numbers that no grant has."""
    issued: set[str] = set()
    while len(issued) < count:
        drawn = [numbers.new_number() for _missing in range(min(count - len(issued), 5_000))]
        taken = Grant.objects.filter(certificate_number__in=drawn)
        issued |= set(drawn) - set(taken.values_list("certificate_number", flat=True))
    return list(issued)[:count]


def _stored(moment: datetime.datetime) -> Any:
    """A moment as the database keeps it where no field of Django writes it."""
    return Grant._meta.get_field("conferred_at").get_db_prep_value(moment, bulk.connection)


# What happens to a grant afterwards


@transaction.atomic
def correct(grant: Grant, *, reason: str, by, **printed: Any) -> Grant:
    """Replace a conferred grant by one with other printed fields and a number of its own.

    The old certificate then says that it was corrected, and by which number. Raises
    ``ValidationError`` where nothing differs.
    """
    rules.require(by, rules.REVIEW, grant)
    grant = held_grant(grant)
    require_step(grant, Status.CORRECTED)
    require_reason(reason)
    unknown = set(printed) - set(PRINTED)
    if unknown:
        raise ValueError(f"A correction does not change: {', '.join(sorted(unknown))}.")
    if all(getattr(grant, name) == value for name, value in printed.items()):
        raise ValidationError(_("Nothing differs from what the certificate says."))
    if "name" in printed:
        printed.setdefault("pinyin", "")
    before = state_now().key
    right = Grant(
        round=grant.round,
        nominated_by=by,
        status=Status.CONFERRED,
        certificate_number=issue(1)[0],
        conferred_at=timezone.now(),
        name_form=grant.name_form,
        place=grant.place,
        provenance=grant.provenance,
        verification=grant.verification,
        **{name: getattr(grant, name) for name in PRINTED} | printed,
    )
    right.full_clean()
    right.save_as(by, reason)
    grant.superseded_by = right
    end(grant, Status.CORRECTED, reason, by)
    if right.college_id == grant.college_id:
        count_without(grant)
    else:  # it stands among those of another college
        set_in_order(grant.round)
    log_act(grant, by, "correct", corrected_by=right.pk, before=before)
    return right


@transaction.atomic
def revoke(grant: Grant, *, reason: str, by) -> Grant:
    """Take an award back. Whoever checks the certificate reads that it was revoked, and when."""
    rules.require(by, rules.REVIEW, grant)
    grant = held_grant(grant)
    require_step(grant, Status.REVOKED)
    before = state_now().key
    end(grant, Status.REVOKED, reason, by)
    count_without(grant)
    log_act(grant, by, "revoke", before=before)
    return grant


# How much of a name is told


@transaction.atomic
def take_down(
    subject: Grant | Round, *, form: str = NameForm.HIDDEN, reason: str, by
) -> Grant | Round:
    """Tell less of a name, or of all names of a round, at once and by one person alone."""
    rules.require(by, rules.CHANGE, subject)
    subject = held_subject(subject)
    require_reason(reason)
    if NameForm(form).reserve <= _form_of(subject).reserve:
        raise ValidationError(_("The name is printed like that, or with less of it, already."))
    before = state_now().key
    _set_form(subject, form)
    subject.save_as(by, reason)
    log_act(subject, by, "take down", form=form, before=before)
    return subject


@transaction.atomic
def put_back(subject: Grant | Round, *, form: str = "", reason: str, by) -> Grant | Round:
    """Tell more of a name again. A grant with a blank form is printed as its round prints names."""
    rules.require(by, rules.REVIEW, subject)
    subject = held_subject(subject)
    require_reason(reason)
    of_grant = isinstance(subject, Grant)
    wanted = form or (subject.round.form_now if isinstance(subject, Grant) else NameForm.FULL)
    if NameForm(wanted).reserve >= _form_of(subject).reserve and not (of_grant and not form):
        raise ValidationError(_("The name is printed like that, or with more of it, already."))
    _set_form(subject, form if of_grant else wanted)
    subject.save_as(by, reason)
    log_act(subject, by, "put back", form=form)
    return subject


def _form_of(subject: Grant | Round) -> NameForm:
    if isinstance(subject, Round):
        return subject.form_now
    return NameForm(subject.name_form or subject.round.form_now)


def _set_form(subject: Grant | Round, form: str) -> None:
    if isinstance(subject, Grant):
        subject.name_form = form
    elif subject.is_conferred:
        subject.roll_name_form = form
    else:  # what is asked for before the roll stands holds for the roll as well
        subject.name_form = form
        stricter = max(NameForm(form), NameForm(subject.roll_name_form), key=lambda f: f.reserve)
        subject.roll_name_form = stricter


# Objections


@transaction.atomic
def receive_objection(round_: Round, **fields: Any) -> Objection:
    """Keep an objection. Raises ``ValidationError`` unless the round's window is open now."""
    round_ = held_round(round_)
    require_stage(round_, Stage.OPEN)
    return Objection.objects.create(round=round_, **fields)


@transaction.atomic
def answer_objection(objection: Objection, *, outcome: str, answer: str, by) -> Objection:
    """Tell the objector what became of it. What identifies the sender is forgotten."""
    rules.require(by, rules.CHANGE, objection)
    objection = held(objection)
    objection.refuse_answered()
    objection.outcome, objection.answer = outcome, answer.strip()
    objection.answered_at, objection.answered_by = timezone.now(), by
    objection.sender = objection.contact = ""
    objection.full_clean()
    objection.save_as(by)
    log_act(objection.round, by, "answer an objection", outcome=outcome)
    return objection
