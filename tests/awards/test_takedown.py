"""What was taken down is told nowhere, and the command that proves it can fail."""

from __future__ import annotations

import logging
from io import StringIO
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command

from awards import actions, takedown
from awards.models import Grant, RollCount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


def prove(grant) -> str:
    out = StringIO()
    call_command("prove_takedown", str(grant), stdout=out)
    return out.getvalue()


def test_a_name_that_is_published_is_found_where_it_stands(grant):
    assert "published in full" in prove(grant.pk)
    type(grant.round).objects.update(roll_name_form="hidden")
    grant.refresh_from_db()
    Grant.objects.update(name_form="full")
    grant.name_form = "hidden"
    clear = {look.address: look.is_clear for look in takedown.look_everywhere(grant)}
    told = {address for address, is_clear in clear.items() if not is_clear}
    assert told
    assert all("/awards/2025/outstanding-student/" in address for address in told)
    assert {address.startswith("/en/") for address in told} == {True, False}
    assert any("/print/" in address for address in told)


def test_a_name_that_was_taken_down_is_told_nowhere(grant, editor, client, kept_pages):
    for prefix in ("", "/en"):  # kept before
        client.get(f"{prefix}/awards/2025/outstanding-student/")
    actions.take_down(grant, reason="本人申请", by=editor)
    said = prove(grant.number)
    assert "王小明" in said
    assert "王*明" in said
    assert "none of them tells it" in said
    for address in ("/data/", "/awards/feed.atom", "/en/awards/2025/", "/sitemap/"):
        assert f" {address}: clear" in said


def test_the_api_is_asked_where_it_is(grant, editor, client):
    actions.take_down(grant, reason="本人申请", by=editor)
    said = prove(grant.pk)
    for address in ("/api/v1/datasets/awards?lang=zh", "/api/v1/datasets/awards/rows?lang=en"):
        assert address in said
        assert client.get(address).status_code == 200


def test_proving_writes_no_name_into_the_log(grant, editor, caplog):
    actions.take_down(grant, reason="本人申请", by=editor)
    prove(grant.pk)
    assert "王小明" not in unquote(caplog.text)
    assert "search" not in caplog.text
    logging.getLogger("awards").error("still heard")
    assert "still heard" in caplog.text


def test_an_old_copy_that_is_said_to_hold_is_a_fault(grant, editor, monkeypatch):
    actions.take_down(grant, reason="本人申请", by=editor)

    def forgetful(request, name) -> bool:
        return bool(request.META.get("HTTP_IF_NONE_MATCH"))

    monkeypatch.setattr(takedown.pages, "is_known", forgetful)
    with pytest.raises(CommandError, match="are not clear"):
        prove(grant.pk)


def test_namesakes_are_not_taken_for_the_one_who_asked(publicized, now, nominate, reviewer, editor):
    namesakes = Grant.objects.filter(name="王小明")
    one = namesakes.get()
    now.shift(3_600)
    conferred = actions.confer(publicized, by=reviewer)
    one.refresh_from_db()
    other = Grant.objects.get(pk=one.pk)
    other.pk, other.certificate_number = None, "222222222222"
    other.save()
    actions.set_in_order(conferred)
    actions.take_down(one, reason="本人申请", by=editor)
    prove(one.pk)
    Grant.objects.filter(pk=one.pk).update(name_form="")
    one.refresh_from_db()
    one.name_form = "hidden"
    assert not all(look.is_clear for look in takedown.look_everywhere(one))


def test_a_revoked_grant_is_told_nowhere(grant, reviewer):
    actions.revoke(grant, reason="x", by=reviewer)
    assert RollCount.objects.exists()
    assert "none of them tells it" in prove(grant.pk)


@pytest.mark.parametrize("text", ["none", "99999999999999999999", "0", "7K3M-V9TW-XE4Q"])
def test_what_is_no_grant_is_refused_in_a_sentence(db, text):
    with pytest.raises(CommandError, match="neither a certificate number"):
        prove(text)
