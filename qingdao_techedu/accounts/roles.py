"""The roles at the desk, kept as Django's groups. What each may do stands in ``rules``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps.registry import Apps
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """A role, the name of its group, and what the public is told of who changed a record."""

    code: str
    group_name: str
    label: Any = field(compare=False)


REPORTER = Role("reporter", "填报员 Reporter", _("Reporter of a college"))
EDITOR = Role("editor", "编辑 Editor", _("Editor"))
REVIEWER = Role("reviewer", "审核员 Reviewer", _("Reviewer"))
AUDITOR = Role("auditor", "审计 Auditor", _("Auditor"))
ADMINISTRATOR = Role("administrator", "管理员 Administrator", _("Administrator"))

ROLES = (REPORTER, EDITOR, REVIEWER, AUDITOR, ADMINISTRATOR)


def make_groups(using: str, apps: Apps, **kwargs) -> None:
    """See that each role has its group, and that no right hangs on the group itself.

    Called after migrations.
    """
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
    except LookupError:  # migrated back to before there were groups
        return
    for role in ROLES:
        group, _made = groups.get_or_create(name=role.group_name)
        group.permissions.clear()
