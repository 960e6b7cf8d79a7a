"""Every door of the desk, in every role, for every model: open as ruled, and publishing nothing."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import ROLES
from qingdao_techedu.publishing.models import Proposal, Recorded
from qingdao_techedu.publishing.values import values_of
from qingdao_techedu.records.desk import RecordAdmin

DESKS = {
    model: desk for model, desk in admin.site._registry.items() if isinstance(desk, RecordAdmin)
}
SHUT = {302, 403}  # the admin sends away from a record that one may not even see


def page(model, view: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_every_door_opens_as_the_rules_say(every_model_has_rows, staff, sign_in, role):
    user = staff(role)
    client = sign_in(user)
    for model in DESKS:
        record = model._default_manager.first()
        past = record.history.first()
        sees, changes = (rules.may(user, act, record) for act in ("view", "change"))
        adds = rules.may(user, "add", model)
        doors = [
            (page(model, "change", record.pk), sees or changes, changes),
            (page(model, "history", record.pk), sees or changes, None),
            (page(model, "simple_history", record.pk, past.pk), sees or changes, changes),
            (page(model, "delete", record.pk), None, rules.may(user, "delete", record)),
            (page(model, "add"), adds, adds),
        ]
        for address, opens, takes in doors:
            if opens is False:
                assert client.get(address).status_code in SHUT, (role, address)
            if takes is False:
                answer = client.post(address, {"post": "yes"})
                assert answer.status_code in SHUT, (role, address)
                assert "/publishing/proposal/" not in answer.get("Location", "")


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_no_role_changes_what_is_public_by_any_door(
    every_model_has_rows, staff, sign_in, posted, role
):
    """What a form, a deletion, a list action or a past version sends is at most a proposal."""
    client, tried = sign_in(staff(role)), set()
    for model in DESKS:
        record = model._default_manager.first()
        if not issubclass(model, Recorded) or not record.is_public:
            continue
        before, rows = values_of(record), model._default_manager.count()
        past = record.history.first()
        for address in (
            page(model, "change", record.pk),
            page(model, "simple_history", record.pk, past.pk),
            page(model, "add"),
        ):
            form = client.get(address)
            if form.status_code != 200:
                continue
            typed = {
                name: f"{text} x" if name.endswith(("_zh", "_en")) else text
                for name, text in posted(form).items()
            }
            client.post(address, typed | {"publication": "withdrawn", "withdrawal_zh": "x"})
        client.post(page(model, "delete", record.pk), {"post": "yes"})
        for action in ("publish", "delete_selected"):
            selected = {"action": action, "_selected_action": [record.pk], "post": "yes"}
            client.post(page(model, "changelist"), selected)
        for proposal in Proposal.objects.filter(state="submitted").exclude(pk__in=tried):
            tried.add(proposal.pk)
            client.post(proposal.get_absolute_url(), {"act": "approve", "version": 1})
        now = model._default_manager.get(pk=record.pk)
        changed = {name for name, value in values_of(now).items() if value != before[name]}
        assert changed <= model.immediate_fields, (role, model)
        assert model._default_manager.count() == rows, (role, model)
    assert not Proposal.objects.filter(state="applied").exists()
