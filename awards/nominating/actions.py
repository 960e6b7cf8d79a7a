"""Nominations, one act a function: each is one transaction and asks who may."""

from __future__ import annotations

from django.db import transaction

from qingdao_techedu.accounts import rules
from qingdao_techedu.publishing.models import Door

from ..acting import held_round, require_stage, save
from ..models import Grant, Round

Status, Stage = Grant.Status, Round.Stage


@transaction.atomic
def nominate(grant: Grant, *, by, door: str = Door.FORM) -> Grant:
    """Add a nomination, given as a grant that is not saved yet, to a round that gathers them.

    Raises ``PermissionDenied``, and ``ValidationError`` where a field or the round refuses it.
    """
    rules.require(by, rules.ADD, grant)
    round_ = held_round(grant.round)
    require_stage(round_, Stage.GATHERING)
    grant.status, grant.nominated_by = Status.NOMINATED, by
    grant.full_clean()
    save(grant, by, door=door)
    return grant
