"""What the acts on rounds and grants share: holding the record, asking whether, telling the log."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.acts.holding import held
from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.publishing.circumstances import under
from qingdao_techedu.publishing.models import Door

from .models import Grant, Round


def held_round(round_: Round) -> Round:
    """The round as it is now, held until the act is done."""
    return held(round_, "kind")


def held_grant(grant: Grant) -> Grant:
    """The grant as it is now, held with its round until the act is done."""
    held_round(grant.round)
    return held(grant, "round__kind", "college")


def held_subject(subject: Grant | Round) -> Grant | Round:
    return held_grant(subject) if isinstance(subject, Grant) else held_round(subject)


def require_stage(round_: Round, *stages: str) -> None:
    if round_.stage not in stages:
        raise ValidationError(
            _("The round %(round)s does not allow it now: %(stage)s.")
            % {"round": round_, "stage": round_.stage.label}
        )


def require_status(grant: Grant, *statuses: str) -> None:
    if grant.status not in statuses:
        raise ValidationError(
            _("The grant is %(status)s: this cannot be done now.")
            % {"status": grant.get_status_display()}
        )


def require_step(grant: Grant, status: str) -> None:
    """Ask that a step of ``life`` leads from what the grant is to ``status``."""
    if not grant.may_become(status):
        require_status(grant)


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why."))


def require_another(grants, by) -> None:
    if grants.filter(nominated_by=by).exists():
        raise PermissionDenied(
            _("Whoever nominated somebody does not put the round through: ask a colleague.")
        )


def end(grant: Grant, status: str, reason: str, by) -> None:
    require_step(grant, status)
    require_reason(reason)
    grant.status, grant.reason, grant.ended_at = status, reason.strip(), timezone.now()
    grant.save_as(by, reason)


def doing(by, reason: str = "", door: str = Door.FORM):
    return under(by=by, door=door, reason=reason.strip(), at=timezone.now())


def log_act(subject: Grant | Round, by, act: str, **told: str | int) -> None:
    """Tell the log of an act. ``before`` is what kept pages are called (``takedown``)."""
    round_ = subject.round if isinstance(subject, Grant) else subject
    which = {"grant": subject.pk} if isinstance(subject, Grant) else {}
    note(
        Entry.Kind.AWARD,
        who=by.get_username(),
        subject=f"{round_.year} {round_.kind.slug}",
        act=act,
        **which,
        **told,
    )


def minute(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes")
