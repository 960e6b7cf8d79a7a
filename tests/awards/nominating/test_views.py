"""The desk's pages of nominations, over HTTP, as the people who use them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from awards import actions as life
from awards.models import Grant, Quota
from awards.nominating import actions
from awards.nominating.digests import digest_of
from colleges.models import Offering, Reporter, Specialty
from qingdao_techedu.imports.limits import RECORDS
from qingdao_techedu.publishing.models import KeptForm
from tests.awards.nominating.conftest import PLACES, as_file, statuses
from tests.pages.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
LIST = "/en/admin/nominations/"


@pytest.fixture
def as_reporter(reporter, sign_in):
    return sign_in(reporter)


@pytest.fixture
def as_editor(editor, sign_in):
    return sign_in(editor)


@pytest.fixture
def place(quota) -> str:
    return quota.get_absolute_url()


def upload(*rows, name="名单.xlsx") -> dict:
    return {"file": SimpleUploadedFile(name, as_file(*rows))}


def text(response) -> str:
    return response.content.decode()


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]+)"', text(response))[1]


# The lists


def test_a_reporter_finds_the_invitation_and_nominates(as_reporter, place, quota):
    assert place in text(as_reporter.get(reverse("admin:index")))
    assert place in text(as_reporter.get(LIST))
    page = as_reporter.get(place)
    assert f"{place}new/" in text(page)
    specialty = Specialty.objects.filter(offerings__college=quota.college)[0]
    sent = {"name": "王 小明", "class_name": "2023级1班", "specialty": specialty.pk}
    assert as_reporter.post(f"{place}new/", sent).headers["Location"] == place
    grant = Grant.objects.get()
    assert (grant.name, grant.status, grant.specialty) == ("王小明", "proposed", specialty)
    assert "王小明" in text(as_reporter.get(place))


def test_the_bureau_finds_what_waits_and_accepts_it_all(as_editor, propose, place, quota):
    propose("王小明")
    propose("李雷")
    home = text(as_editor.get("/en/admin/"))
    assert "Nominations to look at" in home
    assert reverse("round_nominations", args=[quota.round_id]) in text(as_editor.get(LIST))
    assert place in text(as_editor.get(reverse("round_nominations", args=[quota.round_id])))
    seen = hidden(as_editor.get(place), "seen")
    assert as_editor.post(place, {"act": "accept", "seen": seen}).status_code == 302
    assert set(statuses(quota.round).values()) == {"nominated"}
    again = as_editor.post(f"{place}", {"act": "accept", "seen": seen})
    assert again.status_code == 422
    assert "meanwhile" in text(again)


def test_what_came_after_the_page_was_opened_is_not_accepted_unseen(as_editor, propose, place):
    propose("王小明")
    seen = hidden(as_editor.get(place), "seen")
    propose("李雷")
    assert as_editor.post(place, {"act": "accept", "seen": seen}).status_code == 422
    assert Grant.objects.proposed().count() == 2


def test_colleges_are_invited_and_quotas_set(as_editor, round_, college, other, due_on):
    type(college).objects.update(publication="published")
    address = reverse("round_nominations", args=[round_.pk])
    sent = {"places": 5, "due_on": due_on.isoformat(), "colleges": [college.pk]}
    assert as_editor.post(address, sent).status_code == 302
    quota = Quota.objects.get()
    assert as_editor.post(address, sent).status_code == 422  # invited already
    assert as_editor.post(address, sent | {"colleges": []}).status_code == 302
    assert Quota.objects.count() == type(college).objects.count()
    for wrong in ({"places": 0}, {"places": "x"}, {"due_on": "2020-01-01"}, {"places": 10**30}):
        assert as_editor.post(address, sent | {"colleges": []} | wrong).status_code == 422
    place = quota.get_absolute_url()
    change = {"act": "quota", "places": 7, "due_on": due_on.isoformat(), "seen": quota.version}
    assert as_editor.post(place, change).status_code == 302
    assert as_editor.post(place, change).status_code == 422  # seen is an old version
    quota.refresh_from_db()
    assert quota.places == 7
    assert as_editor.post(place, {"act": "take-back"}).status_code == 302
    assert not Quota.objects.filter(college=college).exists()
    assert as_editor.post(place, change | {"seen": ""}).status_code == 302  # invited by its page
    assert Quota.objects.get(college=college).places == 7


# Nominating


def test_a_namesake_is_asked_about_and_then_taken(as_reporter, propose, place):
    propose("王小明", class_name="2023级2班")
    new = f"{place}new/"
    assert "is_another_person" not in text(as_reporter.get(new))
    page = as_reporter.post(f"{new}", {"name": "王小明"})
    assert page.status_code == 422
    assert "2023级2班" in text(page)
    assert 'name="is_another_person"' in text(page)
    assert Grant.objects.count() == 1
    sent = {"name": "王小明", "is_another_person": "on", "another": "1"}
    assert as_reporter.post(new, sent).headers["Location"] == new
    assert Grant.objects.filter(name="王小明").count() == 2


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": ""},
        {"name": "\u200b"},
        {"name": "王" * 101},
        {"name": "a\x00b"},
        {"name": "某", "specialty": "99999999999999999999"},
        {"name": "某", "specialty": "x"},
        {"name": "某11010519491231002X"},
        {"name": "某", "class_name": "手机13800138000"},
    ],
)
def test_what_does_not_fit_is_told_and_stays_in_the_form(as_reporter, place, sent):
    page = as_reporter.post(f"{place}new/", sent)
    assert page.status_code == (422 if sent else 200)
    assert not Grant.objects.exists()


def test_no_place_is_left_no_form_is_shown(as_reporter, propose, place):
    for name in ("王小明", "李雷", "韩梅梅"):
        propose(name)
    assert f"{place}new/" not in text(as_reporter.get(place))
    assert as_reporter.get(f"{place}new/").status_code == 403
    assert as_reporter.post(f"{place}new/", {"name": "林涛"}).status_code == 403
    assert as_reporter.get(f"{place}file/").status_code == 403


def test_after_the_last_day_a_reporter_reads_and_the_bureau_still_nominates(
    client, reporter, editor, sign_in, place, after_the_last_day
):
    after_the_last_day()
    sign_in(reporter)
    assert client.get(place).status_code == 200
    assert client.post(f"{place}new/", {"name": "林涛"}).status_code == 403
    sign_in(editor)
    assert client.post(f"{place}new/", {"name": "林涛"}).status_code == 302
    assert Grant.objects.get().status == "nominated"


def test_specialties_are_those_that_the_college_teaches(as_reporter, place, college):
    college.offerings.all().delete()
    page = as_reporter.get(f"{place}new/")
    assert page.context["form"].fields["specialty"].queryset.count() == Specialty.objects.count()
    taught = Specialty.objects.all()[3]
    Offering.objects.create(college=college, specialty=taught)
    page = as_reporter.get(f"{place}new/")
    assert list(page.context["form"].fields["specialty"].queryset) == [taught]


# One nomination


def test_a_nomination_is_returned_amended_and_accepted(client, sign_in, propose, editor, reporter):
    grant = propose("王小明")
    address = grant.get_nomination_url()
    sign_in(editor)
    assert client.post(f"{address}do/return/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}do/return/", {"reason": "请写明班级"}).status_code == 302
    sign_in(reporter)
    assert "请写明班级" in text(client.get(reverse("college_nominations", args=college_of(grant))))
    page = client.get(address)
    assert "请写明班级" in text(page)
    sent = {"name": "王小明", "class_name": "2023级1班", "seen": hidden(page, "seen")}
    assert client.post(address, sent).status_code == 302
    sign_in(editor)
    page = client.get(address)
    assert "请写明班级" in text(page)  # what was said before
    seen = hidden(page, "seen")
    assert client.post(f"{address}do/accept/", {"seen": "old"}).status_code == 422
    assert client.post(f"{address}do/accept/", {"seen": seen}).status_code == 302
    grant.refresh_from_db()
    assert (grant.status, grant.class_name) == ("nominated", "2023级1班")


def college_of(grant: Grant) -> list:
    return [grant.round_id, grant.college.code]


def test_the_second_of_two_who_amend_may_compare_and_save_again(as_reporter, propose, reporter):
    grant = propose("王小明")
    address = grant.get_nomination_url()
    seen = hidden(as_reporter.get(address), "seen")
    actions.amend(grant, class_name="2023级9班", by=reporter, seen=digest_of(grant))
    mine = {"name": "王晓明", "seen": seen}
    fault = as_reporter.post(address, mine | {"name": ""})
    assert (fault.status_code, hidden(fault, "seen")) == (422, seen)
    page = as_reporter.post(address, mine)
    assert page.status_code == 409
    assert "2023级9班" in text(page)
    assert 'value="王晓明"' in text(page)
    assert Grant.objects.get().name == "王小明"
    again = mine | {"seen": hidden(page, "seen")}
    assert as_reporter.post(address, again).status_code == 302
    assert Grant.objects.get().name == "王晓明"


def test_an_amendment_to_a_namesake_is_asked_about(as_reporter, propose):
    propose("王小明")
    grant = propose("李雷")
    sent = {"name": "王小明", "seen": digest_of(grant)}
    page = as_reporter.post(grant.get_nomination_url(), sent)
    assert page.status_code == 422
    assert 'name="is_another_person"' in text(page)
    sent |= {"is_another_person": "on"}
    assert as_reporter.post(grant.get_nomination_url(), sent).status_code == 302


def test_a_reporter_withdraws_and_sees_no_act_of_the_bureau(as_reporter, propose):
    grant = propose()
    address = grant.get_nomination_url()
    codes = [act.code for act, _form in as_reporter.get(address).context["acts"]]
    assert codes == ["withdraw"]
    for code in ("accept", "return", "decline"):
        as_reporter.post(f"{address}do/{code}/", {"reason": "x", "seen": digest_of(grant)})
    grant.refresh_from_db()
    assert grant.status == "proposed"
    assert as_reporter.post(f"{address}do/withdraw/", {"reason": "转学"}).status_code == 302
    grant.refresh_from_db()
    assert grant.status == "declined"


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("editor", ["accept", "return"]),
        ("reviewer", ["accept", "return", "decline"]),
        ("administrator", ["accept", "return", "decline"]),
        ("auditor", []),
    ],
)
def test_each_role_finds_its_acts(sign_in, staff, propose, role, expected):
    client = sign_in(staff(role, "somebody"))
    page = client.get(propose().get_nomination_url())
    assert [act.code for act, _form in page.context["acts"]] == expected
    assert page.context["form"] is None


def test_an_editor_who_answers_for_the_college_does_not_accept(
    sign_in, reporter, give_role, propose, place
):
    grant = propose()
    client = sign_in(give_role(reporter, "editor"))
    page = client.get(grant.get_nomination_url())
    assert "accept" not in [act.code for act, _form in page.context["acts"]]
    listed = client.get(place)
    assert not listed.context["waiting_digest"]
    assert listed.context["quota_form"] is None
    client.post(place, {"act": "accept", "seen": digest_of(grant)})
    client.post(place, {"act": "take-back"})
    assert statuses(grant.round) == {"王小明": "proposed"}
    assert Quota.objects.exists()


# Who is let in


@pytest.fixture
def foreign(staff, other, sign_in):
    """The reporter of another college, signed in."""
    user = staff("reporter", "foreign")
    Reporter.objects.create(user=user, college=other)
    return sign_in(user)


def test_another_college_learns_nothing(foreign, propose, place, quota):
    grant = propose()
    assert place not in text(foreign.get(LIST))
    for address in (
        place,
        f"{place}new/",
        f"{place}file/",
        f"{place}template.xlsx",
        grant.get_nomination_url(),
        reverse("round_nominations", args=[quota.round_id]),
        reverse("round_nominations_file", args=[quota.round_id]),
        reverse("round_nominations_template", args=[quota.round_id]),
    ):
        assert foreign.get(address).status_code == 404, address
        assert foreign.post(address, {"name": "某", "act": "accept"}).status_code in {404, 405}
    act = reverse("nomination_act", args=[grant.pk, "withdraw"])
    assert foreign.post(act, {"reason": "x"}).status_code == 404


def test_an_auditor_reads_and_writes_nothing(sign_in, staff, propose, place, quota):
    grant = propose()
    client = sign_in(staff("auditor"))
    of_round = reverse("round_nominations", args=[quota.round_id])
    for address in (LIST, of_round, place, grant.get_nomination_url()):
        page = client.get(address)
        assert page.status_code == 200
        assert 'type="submit"' not in text(page).split('id="content-main"')[1]
    assert client.post(of_round, {"places": 1}).status_code == 403
    assert client.post(f"{place}new/", {"name": "某"}).status_code == 403
    assert client.get(f"{of_round}file/").status_code == 403
    client.post(place, {"act": "accept", "seen": "x"})
    client.post(place, {"act": "take-back"})
    assert statuses(quota.round) == {"王小明": "proposed"}
    assert Quota.objects.count() == 1


def test_visitors_and_staff_without_a_role_are_not_let_in(client, propose, place, sign_in, staff):
    grant = propose()
    for address in (LIST, place, grant.get_nomination_url()):
        assert client.get(address).status_code == 302
    user = staff("editor", "gone")
    user.groups.clear()
    sign_in(user)
    for address in (LIST, place, grant.get_nomination_url()):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_a_hostile_address_is_not_found(as_editor, number, quota):
    for address in (f"{LIST}{number}/", f"{LIST}of/{number}/", f"{LIST}{number}/colleges/qd-002/"):
        assert as_editor.get(address).status_code == 404
    assert as_editor.get(f"{LIST}{quota.round_id}/colleges/none/").status_code == 404
    for page in ("0", "x", "9" * 30):
        assert as_editor.get(f"{quota.get_absolute_url()}?page={page}").status_code == 200
    assert as_editor.post(quota.get_absolute_url(), {"act": "x"}).status_code == 422


# By file


def test_a_file_is_looked_at_before_it_is_taken(as_reporter, place, quota, reporter):
    address = f"{place}file/"
    page = as_reporter.post(address, upload(["name"], ["王 小明"], ["李雷"]))
    assert page.status_code == 200
    assert "李雷" in text(page)
    assert not Grant.objects.exists()
    taken = hidden(page, "taken")
    assert as_reporter.post(address, {"taken": f"{taken}x"}).status_code == 302
    assert not Grant.objects.exists()
    assert as_reporter.post(address, {"taken": taken}).headers["Location"] == place
    assert statuses(quota.round) == {"王小明": "proposed", "李雷": "proposed"}
    told = Grant.history.first()
    assert (told.door, told.history_change_reason, told.history_user) == (
        "import",
        "名单.xlsx",
        reporter,
    )
    again = as_reporter.post(f"{address}", {"taken": taken}, follow=True)
    assert "Nothing was nominated" in text(again)
    assert Grant.objects.count() == 2


def test_a_file_that_was_looked_at_is_taken_as_a_whole_or_not_at_all(as_reporter, place, propose):
    page = as_reporter.post(f"{place}file/", upload(["name"], ["王小明"], ["李雷"]))
    propose("李雷")
    done = as_reporter.post(f"{place}file/", {"taken": hidden(page, "taken")}, follow=True)
    assert "nominated this name" in text(done)
    assert Grant.objects.count() == 1


def test_a_faulty_file_is_answered_with_every_fault(as_reporter, place):
    rows = (["name"], ["王小明"], ["王小明"], ["李11010519491231002X"], ["甲"], ["乙"])
    page = as_reporter.post(f"{place}file/", upload(*rows))
    assert page.status_code == 422
    assert [one.line for one in page.context["problems"].shown] == [3, 4, 5]
    assert "taken" not in page.context
    assert not Grant.objects.exists()


def test_the_bureau_nominates_for_several_colleges(as_editor, quota, other):
    address = reverse("round_nominations_file", args=[quota.round_id])
    rows = (["college", "name"], ["qd-002", "王小明"], [other.code, "王小明"])
    page = as_editor.post(address, upload(*rows))
    assert len(page.context["by_college"]) == 2
    assert as_editor.post(address, {"taken": hidden(page, "taken")}).status_code == 302
    assert set(Grant.objects.values_list("status", "provenance")) == {("nominated", "official")}


def test_what_was_looked_at_at_one_place_is_not_taken_at_another(
    as_editor, quota, other, editor, due_on
):
    actions.invite(quota.round, [other], places=1, due_on=due_on, by=editor)
    place = quota.get_absolute_url()
    page = as_editor.post(f"{place}file/", upload(["name"], ["王小明"]))
    elsewhere = reverse("college_nominations_file", args=[quota.round_id, other.code])
    as_editor.post(elsewhere, {"taken": hidden(page, "taken")})
    assert not Grant.objects.exists()


def test_what_is_no_file_or_too_large_a_one_is_refused(as_reporter, place):
    address = f"{place}file/"
    assert as_reporter.post(address, {"other": "1"}).status_code == 422
    large = SimpleUploadedFile("r.csv", b"x" * (RECORDS.sent + 10))
    page = as_reporter.post(address, {"file": large})
    assert page.status_code == 422
    assert "larger than 5 MB" in text(page)
    broken = SimpleUploadedFile("r.xlsx", b"PK\x03\x04")
    assert as_reporter.post(address, {"file": broken}).status_code == 422
    assert as_reporter.post(address, {"taken": ""}).status_code == 302


def test_more_text_than_can_be_sent_on_is_told_at_once(as_reporter, place, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_100
    page = as_reporter.post(f"{place}file/", upload(["name"], ["王小明"]))
    assert page.status_code == 422
    assert "Divide it" in text(page)
    assert "taken" not in page.context


def test_a_file_whose_specialty_is_gone_meanwhile_is_not_taken(as_reporter, place, quota):
    specialty = Specialty.objects.create(slug="gone", name_zh="昙花一现")
    rows = (["name", "specialty"], ["王小明", "昙花一现"])
    page = as_reporter.post(f"{place}file/", upload(*rows))
    specialty.delete()
    done = as_reporter.post(f"{place}file/", {"taken": hidden(page, "taken")}, follow=True)
    assert "is gone" in text(done)
    assert not Grant.objects.exists()


def test_words_of_a_file_are_no_markup(as_reporter, place):
    page = as_reporter.post(f"{place}file/", upload(["name"], ["<script>x"]))
    assert "<script>x" not in text(page)


def test_templates_are_sent_as_workbooks(as_editor, place, quota):
    for address in (f"{place}template.xlsx", f"{LIST}{quota.round_id}/template.xlsx"):
        answer = as_editor.get(address)
        assert answer.content.startswith(b"PK")
        assert "attachment" in answer["Content-Disposition"]


# After publicity began


def test_nothing_is_written_once_publicity_began(
    client, sign_in, editor, reporter, reviewer, nominate, propose, quota, place, now
):
    page = sign_in(reporter).post(f"{place}file/", upload(["name"], ["韩梅梅"]))
    taken = hidden(page, "taken")
    nominate("李雷")
    life.publicize(quota.round, closes_at=timezone.now() + timedelta(days=1), by=reviewer)
    grant = Grant.objects.get()
    for user in (reporter, editor):
        sign_in(user)
        assert client.get(place).status_code == 200
        assert client.post(f"{place}new/", {"name": "某"}).status_code == 403
        assert client.post(f"{place}file/", {"taken": taken}).status_code == 403
        assert client.post(grant.get_nomination_url(), {"name": "某"}).status_code == 403
        client.post(f"{grant.get_nomination_url()}do/withdraw/", {"reason": "x"})
    assert client.post(place, {"act": "take-back"}).status_code == 422
    assert (
        client.post(reverse("round_nominations", args=[quota.round_id]), {"places": 1}).status_code
        == 403
    )
    assert statuses(quota.round) == {"李雷": "publicized"}


# What it costs


def test_the_lists_cost_the_same_however_long_they_are(
    as_editor, quota, editor, due_on, place, other
):
    actions.set_quota(quota, places=900, due_on=due_on, by=editor, seen=quota.version)
    specialty = Specialty.objects.all()[0]

    def add(first: int, count: int) -> None:
        grants = [
            Grant(
                round=quota.round,
                college=quota.college,
                name=f"样{first + number}",
                specialty=specialty,
                nominated_by=editor,
                status="proposed",
            )
            for number in range(count)
        ]
        Grant.objects.bulk_create(grants)

    add(0, 1)
    addresses = (LIST, place, reverse("round_nominations", args=[quota.round_id]))
    before = [queries_of(as_editor, address) for address in addresses]
    add(1, 150)
    actions.invite(quota.round, [other], places=1, due_on=due_on, by=editor)
    assert [queries_of(as_editor, address) for address in addresses] == before


# What was typed when the session ended


def test_a_nominee_that_was_typed_is_offered_and_not_nominated(
    quota, reporter, place, enter, window, form_in
):
    address, typed = form_in(enter(reporter).get(f"{place}new/"), "name")
    del window.cookies["sessionid"]
    assert window.post(address, typed | {"name": "王小明"}).status_code == 403
    enter(reporter)
    restored = window.get(f"{place}new/?kept=1")
    _address, typed = form_in(restored, "name")
    assert (restored.status_code, typed["name"]) == (200, "王小明")
    assert not Grant.objects.filter(round=quota.round).exists()
    assert window.post(address, typed).status_code == 302
    assert Grant.objects.filter(round=quota.round, name="王小明").exists()
    assert not KeptForm.objects.exists()


def test_a_reason_that_was_written_is_offered_and_nothing_is_done(
    propose, editor, enter, window, form_in
):
    grant = propose()
    page = enter(editor).get(grant.get_nomination_url())
    address, typed = form_in(page, "reason")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"reason": "材料 不全"})
    restored = window.get(f"{address}?kept=1")
    assert restored.status_code == 200
    assert "材料 不全" in text(restored)
    grant.refresh_from_db()
    assert grant.status == "proposed"


def test_an_amended_nomination_is_offered_and_not_changed(
    propose, reporter, enter, window, form_in
):
    grant = propose()
    address, typed = form_in(enter(reporter).get(grant.get_nomination_url()), "name")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"name": "王晓明"})
    _address, restored = form_in(window.get(f"{address}?kept=1"), "name")
    assert (restored["name"], restored["seen"]) == ("王晓明", typed["seen"])
    grant.refresh_from_db()
    assert grant.name == "王小明"


def test_a_quota_that_was_typed_is_offered_and_not_set(
    quota, editor, place, enter, window, form_in
):
    address, typed = form_in(enter(editor).get(place), "places")
    del window.cookies["csrftoken"]
    window.post(address, typed | {"act": "quota", "places": "17"})
    _address, restored = form_in(window.get(f"{place}?kept=1"), "places")
    assert restored["places"] == "17"
    quota.refresh_from_db()
    assert quota.places == PLACES
