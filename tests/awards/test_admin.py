"""Awards at the desk: acts on pages of their own, and who sees which grants."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from awards import actions
from awards.models import Grant, Objection
from awards.nominating import actions as nominating
from colleges.models import College, Reporter
from tests.awards.conftest import HOUR

pytestmark = pytest.mark.django_db


def life(record, code: str = "") -> str:
    name = "act" if code else "life"
    address = f"admin:awards_{record._meta.model_name}_{name}"
    return reverse(address, args=[record.pk, *([code] if code else [])])


def codes(response) -> list[str]:
    return [act.code for act, _form in response.context["acts"]]


def minute(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_nomination_is_written_by_the_form_without_a_second_person(
    as_role, round_, posted, client
):
    as_role("editor")
    add = reverse("admin:awards_grant_add")
    college = College.objects.get(code="qd-002")
    data = posted(client.get(add)) | {"round": round_.pk, "college": college.pk, "name": "王小明"}
    assert client.post(add, data).status_code == 302
    grant = Grant.objects.get()
    assert (grant.status, grant.nominated_by.username) == ("nominated", "editor")
    change = reverse("admin:awards_grant_change", args=[grant.pk])
    data = posted(client.get(change)) | {"name": "王晓明", "pinyin": ""}
    assert client.post(change, data).status_code == 302
    grant.refresh_from_db()
    assert grant.name == "王晓明"


def test_nobody_is_nominated_by_the_form_once_the_round_is_publicized(
    sign_in, editor, publicized, posted, client
):
    sign_in(editor)
    add = reverse("admin:awards_grant_add")
    college = College.objects.get(code="qd-002")
    data = posted(client.get(add)) | {"round": publicized.pk, "college": college.pk, "name": "某"}
    response = client.post(add, data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["round"]


def test_a_quota_and_a_namesake_are_faults_of_the_form(
    editor, round_, posted, client, sign_in, nominate
):
    college = College.objects.get(code="qd-002")
    later = timezone.localdate() + timedelta(days=1)
    nominating.invite(round_, [college], places=2, due_on=later, by=editor)
    nominate("王小明")
    sign_in(editor)
    add = reverse("admin:awards_grant_add")
    data = posted(client.get(add)) | {"round": round_.pk, "college": college.pk, "name": "王 小明"}
    errors = client.post(add, data).context["adminform"].form.errors
    assert "nominated this name" in str(errors["is_another_person"])
    assert client.post(add, data | {"is_another_person": "on"}).status_code == 302
    full = client.post(add, data | {"name": "李雷"})
    assert full.status_code == 200
    assert "exceeded" in str(full.context["adminform"].form.errors["__all__"])
    change = reverse("admin:awards_grant_change", args=[Grant.objects.order_by("-pk")[0].pk])
    data = posted(client.get(change)) | {"name": "王小明", "class_name": "一班"}
    assert client.post(change, data).status_code == 302  # no place is taken by a change
    data = posted(client.get(change))
    data.pop("is_another_person")
    assert client.post(change, data).context["adminform"].form.errors["is_another_person"]


def test_a_number_in_a_name_is_a_fault_of_the_form(as_role, round_, posted, client):
    as_role("editor")
    add = reverse("admin:awards_grant_add")
    college = College.objects.get(code="qd-002")
    data = {"round": round_.pk, "college": college.pk, "name": "王小明11010519491231002X"}
    page = client.post(add, posted(client.get(add)) | data)
    assert page.context["adminform"].form.errors["name"]


def test_a_reporter_is_sent_to_the_nominations(as_role):
    answer = as_role("reporter").get(reverse("admin:awards_grant_add"))
    assert answer.headers["Location"] == reverse("nomination_list")


def test_a_quota_is_read_and_not_written_at_its_own_page(editor, round_, client, sign_in):
    college = College.objects.get(code="qd-002")
    later = timezone.localdate() + timedelta(days=1)
    (quota,) = nominating.invite(round_, [college], places=2, due_on=later, by=editor)
    sign_in(editor)
    page = reverse("admin:awards_quota_change", args=[quota.pk])
    assert quota.get_absolute_url() in client.get(page).content.decode()
    assert client.post(page, {"places": 9}).status_code == 403
    assert client.get(reverse("admin:awards_quota_history", args=[quota.pk])).status_code == 200


def test_a_round_goes_its_way_by_acts(now, nominate, round_, reviewer, sign_in):
    nominate()
    client = sign_in(reviewer)
    assert codes(client.get(life(round_))) == ["publicize"]
    window = {
        "closes_at": minute(timezone.now() + HOUR),
        "name_form": "full",
        "roll_name_form": "full",
    }
    assert client.post(life(round_, "publicize"), window).status_code == 302
    assert codes(client.get(life(round_))) == ["extend", "take-down"]
    late = {"closes_at": minute(timezone.now()), "reason": "x"}
    assert client.post(life(round_, "extend"), late).status_code == 422
    now.shift(HOUR + timedelta(minutes=1))
    assert "confer" in codes(client.get(life(round_)))
    assert client.post(life(round_, "confer")).status_code == 302
    assert codes(client.get(life(Grant.objects.get()))) == ["correct", "revoke", "take-down"]


def test_a_grant_is_corrected_taken_down_and_revoked_by_acts(grant, reviewer, sign_in):
    client = sign_in(reviewer)
    assert client.post(life(grant, "correct"), {"name": "", "reason": "x"}).status_code == 422
    assert client.post(life(grant, "correct"), {"name": "王晓明", "reason": "x"}).status_code == 302
    grant.refresh_from_db()
    right = grant.superseded_by
    assert right.number in client.get(life(grant)).content.decode()
    done = client.post(life(right, "take-down"), {"form": "hidden", "reason": "x"})
    assert done.status_code == 302
    assert "put-back" in codes(client.get(life(right)))
    assert client.post(life(right, "put-back"), {"reason": "x"}).status_code == 302
    assert client.post(life(right, "revoke"), {"reason": "x"}).status_code == 302
    right.refresh_from_db()
    assert right.status == "revoked"
    assert codes(client.get(life(right))) == []


@pytest.mark.parametrize("role", ["auditor", "reporter"])
def test_acts_that_do_not_fit_a_role_are_not_done(grant, as_role, role):
    as_role(role).post(life(grant, "revoke"), {"reason": "x"})
    grant.refresh_from_db()
    assert grant.status == "conferred"


def test_an_editor_takes_a_name_down_and_does_nothing_else(grant, editor, sign_in):
    client = sign_in(editor)
    assert codes(client.get(life(grant))) == ["take-down"]
    client.post(life(grant, "revoke"), {"reason": "x"})
    grant.refresh_from_db()
    assert grant.status == "conferred"


def test_what_was_publicized_is_not_changed_by_a_form_nor_deleted(grant, editor, sign_in):
    client = sign_in(editor)
    change = reverse("admin:awards_grant_change", args=[grant.pk])
    assert client.post(change, {"name": "别人"}).status_code == 403
    delete = reverse("admin:awards_grant_delete", args=[grant.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Grant.objects.get(pk=grant.pk).name == "王小明"


def test_a_reporter_sees_the_grants_of_their_own_college_alone(conferred, staff, sign_in):
    reporter = staff("reporter")
    Reporter.objects.create(user=reporter, college=College.objects.get(code="qd-001"))
    client = sign_in(reporter)
    page = client.get(reverse("admin:awards_grant_changelist")).content.decode()
    assert "李雷" in page
    assert "王小明" not in page
    own, other = Grant.objects.get(name="李雷"), Grant.objects.get(name="王小明")
    assert client.get(life(own)).status_code == 200
    assert client.get(life(other)).status_code == 404
    sheet = "admin:awards_grant_certificate"
    assert client.get(reverse(sheet, args=[own.pk])).status_code == 200
    assert client.get(reverse(sheet, args=[other.pk])).status_code == 404


def test_a_certificate_is_printed_at_the_desk_for_what_holds(grant, reviewer, sign_in):
    client = sign_in(reviewer)
    address = reverse("admin:awards_grant_certificate", args=[grant.pk])
    page = client.get(address)
    assert grant.number in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    actions.revoke(grant, reason="x", by=reviewer)
    assert client.get(address).status_code == 404


def test_an_objection_is_answered_by_its_form_once(publicized, editor, sign_in, posted):
    objection = actions.receive_objection(publicized, whom="李雷", text="x", contact="me")
    client = sign_in(editor)
    address = reverse("admin:awards_objection_change", args=[objection.pk])
    assert "李雷" in client.get(life(publicized)).content.decode()
    blank = posted(client.get(address))
    assert client.post(address, blank | {"outcome": "dismissed"}).status_code == 200
    assert not Objection.objects.get().is_answered
    words = {"outcome": "dismissed", "answer": "不属实"}
    assert client.post(address, blank | words).status_code == 302
    told = Objection.objects.get()
    assert (told.outcome, told.contact, told.answered_by) == ("dismissed", "", editor)
    assert client.post(address, blank | words).status_code == 403


def test_the_desks_home_page_tells_what_waits(publicized, now, reviewer, sign_in):
    actions.receive_objection(publicized, whom="李雷", text="x")
    client = sign_in(reviewer)
    page = client.get("/en/admin/").content.decode()
    assert "Objections to nominations to answer" in page
    now.shift(HOUR)
    assert "Awards to confer: their publicity is over" in client.get("/en/admin/").content.decode()


def test_words_of_an_act_that_were_typed_are_offered_and_nothing_is_done(
    conferred, grant, reviewer, enter, window, form_in
):
    page = enter(reviewer).get(reverse("admin:awards_grant_life", args=[grant.pk]))
    address, typed = form_in(page, "reason")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"reason": "证书 有误"})
    restored = window.get(f"{address}?kept=1")
    assert restored.status_code == 200
    assert form_in(restored, "reason")[1]["reason"] == "证书 有误"
    grant.refresh_from_db()
    assert grant.status == "conferred"


def test_an_objection_whose_token_is_lost_is_shown_again_and_sent_by_one_button(
    publicized, now, window, form_in
):
    page = reverse("object_to_round", args=[publicized.year, publicized.kind.slug])
    address, typed = form_in(window.get(page), "text")
    now.shift(60)
    refused = window.post(address, typed | {"whom": "李雷", "text": "不属实。"})
    assert refused.status_code == 302
    del window.cookies["csrftoken"]
    refused = window.post(address, typed | {"whom": "李雷", "text": "不属实。"})
    assert refused.status_code == 403
    assert publicized.objections.count() == 1
    address, again = form_in(refused, "text")
    assert (again["whom"], again["text"]) == ("李雷", "不属实。")
    assert window.post(address, again).status_code == 302
    assert publicized.objections.count() == 2
