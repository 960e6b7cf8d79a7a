"""The roles have their groups, and no right hangs on a group itself."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from qingdao_techedu.accounts.roles import EDITOR, ROLES, make_groups

pytestmark = pytest.mark.django_db


def test_each_role_has_its_group_after_the_migrations():
    names = set(Group.objects.values_list("name", flat=True))
    assert {role.group_name for role in ROLES} <= names


def test_a_right_hung_on_a_role_s_group_is_taken_off():
    editors = Group.objects.get(name=EDITOR.group_name)
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    make_groups("default", apps)
    assert not editors.permissions.exists()
