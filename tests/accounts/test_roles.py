"""What each role may do, as its group holds it after the migrations."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from qingdao_techedu.accounts.roles import ROLES, holds_records, keep_in_step


def names_of(code: str) -> set[str]:
    role = next(role for role in ROLES if role.code == code)
    permissions = Group.objects.get(name=role.group_name).permissions
    return {
        f"{app}.{name}"
        for app, name in permissions.values_list("content_type__app_label", "codename")
    }


@pytest.mark.django_db
def test_an_editor_works_on_records_and_not_on_users():
    names = names_of("editor")
    assert {"colleges.change_college", "awards.delete_grant", "facts.add_citation"} <= names
    assert not any(name.startswith(("auth.", "axes.", "sessions.")) for name in names)


@pytest.mark.django_db
def test_an_auditor_reads_everything_and_changes_nothing():
    names = names_of("auditor")
    assert {"colleges.view_college", "colleges.view_historicalcollege", "auth.view_user"} <= names
    assert all(".view_" in name for name in names)


@pytest.mark.django_db
def test_an_administrator_may_do_everything():
    assert len(names_of("administrator")) == Permission.objects.count()


@pytest.mark.django_db
def test_a_right_beyond_the_role_is_taken_back_and_a_missing_one_given():
    editors = Group.objects.get(name=ROLES[0].group_name)
    editors.permissions.add(Permission.objects.get(codename="delete_user"))
    editors.permissions.remove(Permission.objects.get(codename="change_college"))
    for app in apps.get_app_configs():
        keep_in_step(app, "default", apps)
    assert "auth.delete_user" not in names_of("editor")
    assert "colleges.change_college" in names_of("editor")


def test_only_the_portal_s_own_rooms_hold_records():
    labels = {app.label for app in apps.get_app_configs() if holds_records(app)}
    assert {"facts", "colleges", "enrollment", "awards"} <= labels
    assert not labels & {"auth", "axes", "admin", "sessions", "simple_history"}
