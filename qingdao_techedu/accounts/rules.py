"""Who may do what: written once here, asked by every door.

A room gives each of its models rules by ``govern``; what was given none, nobody may touch. Every
permission is asked of Django as usual (``user.has_perm("colleges.change_college", college)``)
and answered by a predicate; ``may`` asks in plain words.

To change a record that the public sees is to propose a change: ``review`` is the right to decide
on what others propose, and nobody has it for their own proposals (``publishing.actions``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .roles import ADMINISTRATOR, AUDITOR, EDITOR, REPORTER, REVIEWER, ROLES, Role

VIEW, ADD, CHANGE, DELETE, REVIEW = ACTS = ("view", "add", "change", "delete", "review")
WRITING = (ADD, CHANGE, DELETE)

Acts = Mapping[Role, Collection[str]]

RECORDS: Acts = {
    EDITOR: (VIEW, *WRITING),
    REVIEWER: ACTS,
    AUDITOR: (VIEW,),
    ADMINISTRATOR: ACTS,
}
READ_BY_AUDITORS: Acts = {AUDITOR: (VIEW,), ADMINISTRATOR: (VIEW,)}


@dataclass(frozen=True)
class Rule:
    """What the roles may do with one model.

    ``own`` is the path from a record to the college whose reporter answers for it, or blank where
    reporters have no part in it. Of ``own_fields`` a reporter may propose new values.
    """

    acts: Acts
    own: str = ""
    own_acts: Collection[str] = ()
    own_fields: frozenset[str] = frozenset()


_rules: dict[str, Rule] = {}
_college_of: list[str] = []
_appoint: list[str] = []


@rules.predicate
def is_at_work(user) -> bool:
    return user.is_active and user.is_staff


def holds(role: Role) -> Any:
    """The predicate that is true of active staff in a role."""
    return is_at_work & rules.is_group_member(role.group_name)


def govern(
    label: str,
    acts: Acts = RECORDS,
    *,
    own: str = "",
    own_acts: Collection[str] = (),
    own_fields: Collection[str] = (),
) -> None:
    """Give the model under ``label`` (``colleges.College``) its rules."""
    _rules[label] = Rule(acts, own, own_acts, frozenset(own_fields))
    app, _dot, name = label.rpartition(".")
    for act in ACTS:
        allowed = [holds(role) for role, may_do in acts.items() if act in may_do]
        if own and act in own_acts:
            allowed.append(holds(REPORTER) & is_own)
        rules.set_perm(f"{app}.{act}_{name.lower()}", reduce(or_, allowed, rules.always_false))
    rules.set_perm(app, reduce(or_, map(holds, ROLES)))


def rule_of(model: type[models.Model]) -> Rule | None:
    """The rule that a model was given, or None."""
    return _rules.get(model._meta.label)


def may(user, act: str, subject: Any) -> bool:
    """Whether ``user`` may do ``act`` to a record, or in principle to records of a model."""
    options = subject._meta
    record = subject if isinstance(subject, models.Model) else None
    return bool(user.has_perm(f"{options.app_label}.{act}_{options.model_name}", record))


def require(user, act: str, subject: Any) -> None:
    """Raise ``PermissionDenied``, with a sentence, unless ``user`` may do ``act``."""
    if not may(user, act, subject):
        raise PermissionDenied(
            _("Your role does not include this: %(act)s, %(kind)s.")
            % {"act": act, "kind": subject._meta.verbose_name}
        )


# What belongs to a reporter's own college


def reporters_answer_for(college_of: str, *, in_sample: str) -> None:
    """Name, dotted, the function that tells the number of the college a user answers for, or None.

    ``in_sample`` names the one that gives the sample's reporter a college of the sample.
    """
    _college_of[:] = [college_of]
    _appoint[:] = [in_sample]


def appoint_for_sample(user) -> None:
    for dotted_name in _appoint:
        import_string(dotted_name)(user)


def college_of(user) -> int | None:
    if not hasattr(user, "_college_number"):
        user._college_number = import_string(_college_of[0])(user) if _college_of else None
    return user._college_number


def is_only_reporter(user) -> bool:
    """Whether somebody may touch their own college's records and no others."""
    if user.is_superuser:
        return False
    others = (EDITOR, REVIEWER, AUDITOR, ADMINISTRATOR)
    return holds(REPORTER)(user) and not any(holds(role)(user) for role in others)


def proposes_only(user) -> bool:
    """Whether somebody changes records as a college's reporter alone, whatever else they read."""
    if user.is_superuser:
        return False
    writers = (EDITOR, REVIEWER, ADMINISTRATOR)
    return holds(REPORTER)(user) and not any(holds(role)(user) for role in writers)


@rules.predicate
def is_own(user, record) -> bool:
    """A record of the college that ``user`` answers for; True of a model, where some may be."""
    if record is None:
        return True
    rule = rule_of(type(record))
    number = college_of(user)
    if rule is None or not rule.own or number is None:
        return False
    return bool(attrgetter(rule.own)(record) == number)


def answers_for(user, record: models.Model) -> bool:
    """Whether ``user`` is a reporter of the college that a record belongs to, whatever else."""
    return bool(holds(REPORTER)(user) and is_own(user, record))


def visible_to(user, queryset: models.QuerySet) -> models.QuerySet:
    """The records that ``user`` may see at the desk."""
    if not is_only_reporter(user):
        return queryset
    rule = rule_of(queryset.model)
    if rule is None or not rule.own:
        return queryset.none()
    return queryset.filter(**{rule.own.replace(".", "__"): college_of(user)})


def closed_fields(user, model: type[models.Model], names: Collection[str]) -> list[str]:
    """Those of ``names`` that the bureau keeps and ``user`` may only read."""
    rule = rule_of(model)
    if not proposes_only(user) or rule is None:
        return []
    return [name for name in names if name not in rule.own_fields]


def govern_accounts() -> None:
    """The rules of accounts, lockouts, the log and the editions."""
    govern("auth.User", {AUDITOR: (VIEW,), ADMINISTRATOR: (VIEW, ADD, CHANGE)})
    govern("auth.Group", READ_BY_AUDITORS)
    govern("log.Entry", READ_BY_AUDITORS)
    govern("editions.Counter", {})  # the database alone writes it
    govern("accounts.LastCode", {})  # signing in alone
    for name in ("AccessAttempt", "AccessLog", "AccessFailureLog"):
        govern(f"axes.{name}", {AUDITOR: (VIEW,), ADMINISTRATOR: (VIEW, DELETE)})
