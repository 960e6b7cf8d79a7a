"""How somebody comes to be nominated, one act a function: each is one transaction and asks who may.

A college proposes within its quota; the bureau accepts, or returns with a reason. What the bureau
does stands in the log, by the numbers of the records.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colleges.models import College
from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import Overtaken, held
from qingdao_techedu.bulk import history as bulk_history
from qingdao_techedu.publishing.models import Door
from qingdao_techedu.records.provenance import Provenance

from ..acting import (
    doing,
    end,
    held_grant,
    held_round,
    log_act,
    require_reason,
    require_stage,
    require_status,
    require_step,
)
from ..models import Grant, Quota, Round
from .checks import findings, namesakes, proposes, refuse
from .digests import digest_of, digest_of_waiting
from .places import places_of

Status, Stage = Grant.Status, Round.Stage
AMENDED = ("name", "class_name", "specialty", "is_another_person")
AT_ONCE = 1_000
TOLD = 20  # refusals of one file that are told again when it is sent on


# Inviting colleges


@transaction.atomic
def invite(
    round_: Round, colleges: Iterable[College], *, places: int, due_on: datetime.date, by
) -> list[Quota]:
    """Invite colleges to nominate; whoever was invited already keeps its quota.

    Raises ``ValidationError`` where the round gathers no more or the day has passed.
    """
    rules.require(by, rules.ADD, Quota)
    round_ = held_round(round_)
    require_stage(round_, Stage.GATHERING)
    _require_day_ahead(due_on)
    invited = set(round_.quotas.values_list("college", flat=True))
    made = [
        Quota(round=round_, college=college, places=places, due_on=due_on)
        for college in colleges
        if college.pk not in invited
    ]
    for quota in made:
        _require_no_own(by, quota)
        quota.clean_fields(exclude={"round", "college"})
    with doing(by):
        Quota.objects.bulk_create(made, AT_ONCE)
        _record_history_of_new(round_.quotas, made)
    if made:
        day = due_on.isoformat()
        log_act(round_, by, "invite", colleges=len(made), places=places, due_on=day)
    return made


@transaction.atomic
def set_quota(quota: Quota, *, places: int, due_on: datetime.date, by, seen: str) -> Quota:
    """Give a college more or fewer places, or another day. ``seen`` is the quota's old version.

    Raises ``ValidationError`` for fewer places than are taken and a new day that has passed.
    """
    rules.require(by, rules.CHANGE, quota)
    quota = _held_quota(quota, by)
    if quota.version != seen:
        raise Overtaken(_("Somebody changed the quota meanwhile: look again."))
    taken = places_of(quota.round, quota.college_id).taken
    if places < taken:
        text = ngettext(
            "%(count)d place is taken already.", "%(count)d places are taken already.", taken
        )
        raise ValidationError({"places": text % {"count": taken}})
    if due_on != quota.due_on:
        _require_day_ahead(due_on)
    quota.places, quota.due_on = places, due_on
    quota.clean_fields(exclude={"round", "college"})
    quota.save_as(by)
    told = {"college": quota.college.code, "due_on": due_on.isoformat()}
    log_act(quota.round, by, "set quota", places=places, **told)
    return quota


@transaction.atomic
def take_invitation_back(quota: Quota, *, by) -> None:
    """Undo the invitation of a college that has nobody in play."""
    rules.require(by, rules.DELETE, quota)
    quota = _held_quota(quota, by)
    if places_of(quota.round, quota.college_id).taken:
        raise ValidationError(_("The college has nominated already: change its quota instead."))
    log_act(quota.round, by, "take invitation back", college=quota.college.code)
    with doing(by):
        quota.delete()


# Nominating


@transaction.atomic
def nominate(grant: Grant, *, by, door: str = Door.FORM) -> Grant:
    """Add a nomination, given as a grant that is not saved yet, to a round that gathers them.

    The college's own reporter proposes; what the bureau enters needs no acceptance. Raises
    ``PermissionDenied``, and ``ValidationError`` where a field, the round, the quota or a nominee
    of the same name stands against it.
    """
    rules.require(by, rules.ADD, grant)
    round_ = held_round(grant.round)
    require_stage(round_, Stage.GATHERING)
    _begin(grant, round_, by)
    refuse(findings(round_, [grant], by=by))
    grant.full_clean()
    grant.save_as(by, door=door)
    if grant.status == Status.NOMINATED:
        log_act(grant, by, "nominate")
    return grant


@transaction.atomic
def nominate_all(
    round_: Round, grants: Sequence[Grant], *, by, reason: str, door: str = Door.IMPORT
) -> int:
    """Add nominations to one round, all of them or none, and return how many.

    Costs the same few queries for one as for thousands. Raises as ``nominate`` does, with a
    sentence for each that was refused.
    """
    for grant in {grant.college_id: grant for grant in grants}.values():
        rules.require(by, rules.ADD, grant)
    round_ = held_round(round_)
    require_stage(round_, Stage.GATHERING)
    for grant in grants:
        grant.round = round_
        _begin(grant, round_, by)
    if found := findings(round_, grants, by=by):
        raise ValidationError(
            [f"{grants[one.place].name}{_(': ')}{one.sentence}" for one in found[:TOLD]]
        )
    for grant in grants:
        grant.pinyin = grant.read_name()
    with doing(by, reason, door):
        made = Grant.objects.bulk_create(grants, AT_ONCE)
        _record_history_of_new(round_.grants, made)
    entered = sum(grant.status == Status.NOMINATED for grant in made)
    if entered:
        log_act(round_, by, "nominate all", grants=entered)
    return len(made)


def _begin(grant: Grant, round_: Round, by) -> None:
    grant.status = Status.PROPOSED if proposes(by, grant) else Status.NOMINATED
    grant.nominated_by = by
    if round_.provenance == Provenance.SAMPLE:  # whoever is entered to try things out is sample
        grant.provenance, grant.verification = Provenance.SAMPLE, ""


@transaction.atomic
def amend(grant: Grant, *, by, seen: str, **changed: Any) -> Grant:
    """Change a proposal, or one that was returned, which is then proposed again.

    For the college's own reporter, until the last day; what was returned may be changed after it.
    ``seen`` is the digest of what was changed; raises ``Overtaken`` where it says more by now.
    """
    grant = _held_own(grant, by)
    if grant.status != Status.RETURNED:
        require_status(grant, Status.PROPOSED)
        quota = places_of(grant.round, grant.college_id).quota
        if quota is not None and quota.is_due:
            raise ValidationError(
                _("The last day of nominating has passed: only what is returned changes now.")
            )
    if seen != digest_of(grant):
        raise Overtaken(_("Somebody changed the nomination meanwhile: look again."))
    unknown = set(changed) - set(AMENDED)
    if unknown:
        raise ValueError(f"Amending does not change: {', '.join(sorted(unknown))}.")
    for name, value in changed.items():
        setattr(grant, name, value)
    grant.status, grant.reason, grant.nominated_by = Status.PROPOSED, "", by
    grant.pinyin = ""
    grant.clean_fields()
    grant.clean()
    refuse(list(namesakes(grant.round, [grant])))
    grant.full_clean()
    grant.save_as(by)
    return grant


@transaction.atomic
def withdraw(grant: Grant, *, reason: str, by) -> Grant:
    """Take back what the college proposed and the bureau has not accepted; its place is free."""
    grant = _held_own(grant, by)
    require_status(grant, Status.PROPOSED, Status.RETURNED)
    end(grant, Status.DECLINED, reason, by)
    return grant


# Looking at what was proposed


@transaction.atomic
def accept(grant: Grant, *, by, seen: str) -> Grant:
    """Take a proposal among the nominations. ``seen`` is the digest of what was looked at.

    Raises ``PermissionDenied`` for whoever wrote it, and for the college's own reporters.
    """
    rules.require(by, rules.CHANGE, grant)
    grant = held_grant(grant)
    require_stage(grant.round, Stage.GATHERING)
    require_step(grant, Status.NOMINATED)
    if seen != digest_of(grant):
        raise Overtaken(_("Somebody changed the nomination meanwhile: look again."))
    _require_another_hand(Grant.objects.filter(pk=grant.pk), grant, by)
    grant.status = Status.NOMINATED
    if grant.provenance == Provenance.UNCONFIRMED:  # the bureau has confirmed it
        grant.provenance = Provenance.OFFICIAL
    grant.save_as(by)
    log_act(grant, by, "accept")
    return grant


@transaction.atomic
def accept_all(round_: Round, college: College, *, by, seen: str) -> int:
    """Accept all that a college proposed, and return how many.

    ``seen`` is the digest of what waited. Raises as ``accept`` does, and then accepts none.
    """
    rules.require(by, rules.CHANGE, Grant)
    round_ = held_round(round_)
    require_stage(round_, Stage.GATHERING)
    waiting = round_.grants.proposed().filter(college=college)
    if seen != digest_of_waiting(waiting):
        raise Overtaken(_("Somebody changed the nominations meanwhile: look again."))
    _require_another_hand(waiting, Grant(round=round_, college=college), by)
    numbers = list(waiting.values_list("pk", flat=True))
    confirmed = Case(  # by the bureau
        When(provenance=Provenance.UNCONFIRMED, then=Value(Provenance.OFFICIAL)),
        default=F("provenance"),
    )
    with doing(by):
        for start in range(0, len(numbers), AT_ONCE):
            some = Grant.objects.filter(pk__in=numbers[start : start + AT_ONCE])
            some.update(status=Status.NOMINATED, provenance=confirmed)
            bulk_history.record(some, bulk_history.CHANGED)
    log_act(round_, by, "accept all", college=college.code, grants=len(numbers))
    return len(numbers)


@transaction.atomic
def give_back(grant: Grant, *, reason: str, by) -> Grant:
    """Return a proposal to its college with a reason; it keeps its place meanwhile."""
    rules.require(by, rules.CHANGE, grant)
    grant = held_grant(grant)
    require_stage(grant.round, Stage.GATHERING)
    require_step(grant, Status.RETURNED)
    require_reason(reason)
    grant.status, grant.reason = Status.RETURNED, reason.strip()
    grant.save_as(by, reason)
    log_act(grant, by, "return")
    return grant


# What the acts share


def _record_history_of_new(of_round, made: Sequence[Any]) -> None:
    """The round is held: between the first and the last of ``made`` nobody else added to it."""
    if made:
        new = of_round.filter(pk__gte=made[0].pk, pk__lte=made[-1].pk)
        bulk_history.record(new, bulk_history.ADDED)


def _held_own(grant: Grant, by) -> Grant:
    """The nomination as it is now, held; for a reporter of its college, while the round gathers."""
    if not rules.answers_for(by, grant):
        raise PermissionDenied(_("Only a reporter of the college changes what it proposed."))
    grant = held_grant(grant)
    require_stage(grant.round, Stage.GATHERING)
    return grant


def _held_quota(quota: Quota, by) -> Quota:
    _require_no_own(by, quota)
    require_stage(held_round(quota.round), Stage.GATHERING)
    return held(quota, "round__kind", "college")


def _require_no_own(by, quota: Quota) -> None:
    if rules.answers_for(by, quota):
        raise PermissionDenied(_("A reporter of the college does not set its quota."))


def _require_day_ahead(due_on: datetime.date) -> None:
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Give a day that has not passed.")})


def _require_another_hand(waiting, of_college: Grant, by) -> None:
    """Ask that ``by`` neither answers for the college nor wrote anything that waits."""
    if rules.answers_for(by, of_college):
        raise PermissionDenied(_("A reporter of the college does not accept its nominations."))
    written = Grant.history.filter(
        id__in=waiting.values("pk"), status=Status.PROPOSED, history_user=by
    )
    count = written.values("id").distinct().count()
    if count:
        raise PermissionDenied(
            ngettext(
                "Whoever wrote a nomination does not accept it: ask a colleague.",
                "Whoever wrote a nomination does not accept it: ask a colleague for %(count)d.",
                count,
            )
            % {"count": count}
        )
