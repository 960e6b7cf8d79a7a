"""Making the sign-ins that a sample installation comes with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from . import rules
from .roles import REPORTER, ROLES, Role


@transaction.atomic
def make_sample_sign_ins(path: Path) -> list[str]:
    """Create one staff user a role, and note the new passwords in ``path``, for its owner only.

    Users that exist are left alone, and so are their lines in the file. Returns a line
    ``username password`` for each user made: none, when all were there.
    """
    users = get_user_model().objects
    codes = [role.code for role in ROLES]
    present = set(users.filter(username__in=codes).values_list("username", flat=True))
    made = [_make(role) for role in ROLES if role.code not in present]
    if made:
        _note(path, made)
    return made


def _make(role: Role) -> str:
    password = secrets.token_urlsafe(12)
    user = get_user_model().objects.create_user(role.code, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=role.group_name))
    if role is REPORTER:
        rules.appoint_for_sample(user)
    return f"{role.code} {password}"


def _note(path: Path, made: list[str]) -> None:
    """Write the new lines in place of older ones for the same users."""
    renewed = {line.split()[0] for line in made}
    older = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in older if line and line.split()[0] not in renewed]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(descriptor, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join([*kept, *made]) + "\n")
