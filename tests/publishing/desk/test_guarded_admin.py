"""What a form of the desk does: saved at once, proposed, refused; and nothing is ever lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.forms import Select
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from colleges.models import Campus, College, Reporter, Specialty
from conferences.models import Conference
from qingdao_techedu.accounts.roles import AUDITOR
from qingdao_techedu.facts.models import ReportedFigure, Source
from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.models import KeptForm, Proposal

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def new_campus(college, name: str = "新校区") -> dict:
    return {
        "campuses-TOTAL_FORMS": 2,
        "campuses-1-college": college.pk,
        "campuses-1-name_zh": name,
    }


def test_a_change_that_visitors_would_see_waits_for_a_second_person(
    college, address, as_role, change, client
):
    as_role("editor")
    response = change(address, name_zh="新名学院", why="市人社局文件")
    proposal = Proposal.objects.get()
    assert response.url == proposal.get_absolute_url()
    assert (proposal.state, proposal.reason) == ("submitted", "市人社局文件")
    assert "示范技师学院" in client.get("/colleges/qd-900/").content.decode()
    page = text_of(client.get(response.url))
    assert "<del>示范技师学院</del>" in page
    assert "<ins>新名学院</ins>" in page
    assert 'value="approve"' not in page


def test_what_nobody_sees_is_not_kept_and_what_may_not_be_kept_is_named(as_role, change, address):
    as_role("editor")
    change(address, name_zh="新\u200b名\ufeff学院", why="见\u200b文件\u202e")
    proposal = Proposal.objects.get()
    assert proposal.changes.get().after["name_zh"] == "新名学院"
    assert proposal.reason == "见文件"


@pytest.mark.parametrize("sign", ["\u202e", "\u0001", "\ufffd"])
def test_a_sign_that_may_not_be_kept_is_named_at_its_field(as_role, change, address, sign):
    as_role("editor")
    response = change(address, name_zh=f"新{sign}名学院")
    (error,) = response.context["adminform"].form.errors["name_zh"]
    assert f"U+{ord(sign):04X}" in error
    assert not Proposal.objects.exists()


def test_parts_are_proposed_with_their_whole_and_applied_as_one_act(
    college, address, as_role, change, approve_all
):
    as_role("editor")
    campus = college.campuses.get()
    change(
        address,
        **{
            "campuses-0-name_zh": "老校区",
            **new_campus(college),
        },
    )
    assert [one.act for one in Proposal.objects.get().changes.all()] == ["change", "add"]
    assert list(college.campuses.values_list("name_zh", flat=True)) == ["主校区"]
    approve_all()
    assert list(college.campuses.values_list("name_zh", flat=True)) == ["老校区", "新校区"]
    entry = campus.history.first()
    assert entry.history_user.username == "editor"
    assert (entry.approved_by, entry.door) == ("second-person", "form")
    assert entry.proposal_number == Proposal.objects.get().pk


def test_a_button_pressed_twice_proposes_once(college, address, as_role, client, posted):
    as_role("editor")
    new = reverse("admin:colleges_specialty_add")
    for page, typed in (
        (address, {"name_zh": "新名", **new_campus(college)}),
        (new, {"name_zh": "茶艺", "slug": "tea"}),
    ):
        data = posted(client.get(page)) | typed
        first, second = client.post(page, data), client.post(page, data)
        assert first.url == second.url
    assert Proposal.objects.count() == 2
    client.post(new, data | {"why": "另有理由"})
    assert Proposal.objects.count() == 3


def test_a_draft_is_saved_at_once_with_the_reason_in_its_history(as_role, change):
    college = College.objects.create(code="qd-901", name_zh="草稿学校")
    as_role("editor")
    change(reverse("admin:colleges_college_change", args=[college.pk]), name_zh="改名", why="笔误")
    college.refresh_from_db()
    assert college.name_zh == "改名"
    assert (college.history.first().history_change_reason, college.history.first().door) == (
        "笔误",
        "form",
    )
    assert not Proposal.objects.exists()


def test_pinyin_alone_is_changed_at_once_and_the_page_says_so(
    college, address, as_role, client, change
):
    as_role("editor")
    page = client.get(f"/en{address}").content.decode()
    assert "saved at once: pinyin." in page
    change(address, pinyin="shifanjishi")
    college.refresh_from_db()
    assert college.pinyin == "shifanjishi"
    change(address, pinyin="shifan", name_zh="新名")
    college.refresh_from_db()
    assert college.pinyin == "shifanjishi"


@pytest.mark.parametrize(
    ("field", "value"), [("phone", "0532-2"), ("website", "https://example.org/")]
)
def test_a_telephone_or_a_website_is_public_once_a_second_person_agrees(
    college, address, as_role, client, change, approve_all, field, value
):
    """A wrong number is what a swindler wants."""
    as_role("editor")
    change(address, **{field: value})
    assert value not in client.get("/colleges/qd-900/").content.decode()
    assert Proposal.objects.get().state == "submitted"
    approve_all()
    assert value in client.get("/colleges/qd-900/").content.decode()


def test_a_new_record_with_its_citation_is_proposed_and_made_on_approval(
    as_role, client, posted, approve_all
):
    as_role("editor")
    address = reverse("admin:colleges_specialty_add")
    source = Source.objects.first()
    prefix = "facts-citation-content_type-object_id"
    data = posted(client.get(address)) | {
        "name_zh": "茶艺",
        "slug": "tea",
        "provenance": "press",
        f"{prefix}-TOTAL_FORMS": 1,
        f"{prefix}-0-source": source.pk,
        f"{prefix}-0-locator": "第3段",
    }
    assert client.post(address, data).status_code == 302
    assert not Specialty.objects.filter(slug="tea").exists()
    approve_all()
    assert Specialty.objects.get(slug="tea").citations.get().locator == "第3段"


def test_the_author_goes_on_with_what_was_returned(
    as_role, staff, client, change, approve_all, posted
):
    editor = as_role("editor")
    address = reverse("admin:colleges_specialty_add")
    data = posted(client.get(address)) | {"name_zh": "茶艺", "slug": "tea"}
    editor.post(address, data)
    proposal = Proposal.objects.get()
    actions.return_with_reason(
        proposal, by=staff("reviewer"), reason="请写全称", remarks={1: {"name_zh": "太短"}}
    )
    page = client.get(proposal.get_absolute_url())
    assert "太短" in page.content.decode()
    again = page.context["edit_address"]
    form = client.get(again)
    assert "请写全称" in form.content.decode()
    assert form.context["adminform"].form["name_zh"].value() == "茶艺"
    assert not Specialty.objects.filter(slug="tea").exists()
    response = client.post(again, posted(form) | {"name_zh": "茶艺与茶文化"})
    assert response.status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.version) == ("submitted", 2)
    assert Proposal.objects.count() == 1
    approve_all()
    assert Specialty.objects.get(slug="tea").name_zh == "茶艺与茶文化"


def test_a_proposal_with_new_parts_can_be_worked_on_again(
    college, address, as_role, client, change, posted, approve_all
):
    as_role("editor")
    change(address, **new_campus(college))
    again = f"{address}?proposal={Proposal.objects.get().pk}"
    form = client.get(again)
    data = posted(form)
    assert data["campuses-1-name_zh"] == "新校区"
    assert client.post(again, data | {"campuses-1-name_zh": "更新校区"}).status_code == 302
    approve_all()
    assert set(college.campuses.values_list("name_zh", flat=True)) == {"主校区", "更新校区"}


def test_a_refused_form_of_a_proposal_changes_nothing(
    college, address, as_role, client, change, posted
):
    as_role("editor")
    change(address, name_zh="想改的名", **new_campus(college))
    again = f"{address}?proposal={Proposal.objects.get().pk}"
    data = posted(client.get(again))
    refused = client.post(again, data | {"name_zh": "", "sponsor_zh": "乙"})
    assert refused.status_code == 200
    assert 'value="乙"' in refused.content.decode()
    assert "新校区" in refused.content.decode()
    refused = client.post(again, data | {"_seen": ""})
    assert refused.status_code == 200
    college.refresh_from_db()
    assert college.name_zh == "示范技师学院"
    assert college.campuses.count() == 1
    assert not College.history.filter(name_zh="想改的名").exists()


def test_a_proposal_with_nothing_left_is_given_up_and_leaves_no_trace(
    college, address, as_role, client, change, posted
):
    as_role("editor")
    change(address, name_zh="想改的名")
    again = f"{address}?proposal={Proposal.objects.get().pk}"
    back = {"name_zh": college.name_zh, "pinyin": college.pinyin}
    assert client.post(again, posted(client.get(again)) | back).status_code == 302
    assert Proposal.objects.get().state == "dropped"
    assert not College.history.filter(name_zh="想改的名").exists()
    assert "想改的名" not in client.get("/changes/college/qd-900/").content.decode()


def test_a_proposal_stays_one_where_only_immediate_fields_are_left(
    college, address, as_role, client, change, posted
):
    as_role("editor")
    change(address, name_zh="想改的名")
    again = f"{address}?proposal={Proposal.objects.get().pk}"
    back = {"name_zh": college.name_zh, "pinyin": "shifan"}
    client.post(again, posted(client.get(again)) | back)
    assert Proposal.objects.get().changes.get().after == {"pinyin": "shifan"}
    assert not College.history.filter(name_zh="想改的名").exists()


def test_who_goes_on_with_a_proposal_is_told_what_others_changed(
    college, address, as_role, client, change
):
    as_role("editor")
    change(address, name_zh="甲的名字")
    college.name_zh = "乙的名字"
    college.save()
    page = text_of(client.get(f"{address}?proposal={Proposal.objects.get().pk}"))
    assert "乙的名字" in page
    assert 'value="甲的名字"' in page


def test_what_was_typed_into_a_proposal_that_was_decided_meanwhile_is_kept(
    college, address, as_role, client, change, posted, approve_all
):
    as_role("editor")
    change(address, name_zh="新名", **new_campus(college, "第二校区"))
    again = f"{address}?proposal={Proposal.objects.get().pk}"
    typed = {
        "sponsor_zh": "新的举办单位",
        "campuses-TOTAL_FORMS": 3,
        "campuses-2-college": college.pk,
        "campuses-2-name_zh": "第三校区",
    }
    data = posted(client.get(again)) | typed
    approve_all()
    response = client.post(again, data)
    assert response.url == address
    restored = client.get(address, {"kept": 1})
    assert 'value="新的举办单位"' in restored.content.decode()
    data = posted(restored)
    assert data["campuses-INITIAL_FORMS"] == "1"
    assert [data[f"campuses-{n}-name_zh"] for n in range(3)] == ["主校区", "第二校区", "第三校区"]
    assert client.get(again).status_code == 302


def test_what_was_typed_into_a_proposal_for_a_new_record_survives_its_undoing(
    as_role, client, posted, staff
):
    editor = staff("editor")
    as_role("reviewer").force_login(editor)
    new = reverse("admin:colleges_specialty_add")
    client.post(new, posted(client.get(new)) | {"name_zh": "茶艺", "slug": "tea"})
    proposal = Proposal.objects.get()
    again = client.get(proposal.get_absolute_url()).context["edit_address"]
    data = posted(client.get(again)) | {"national_code": "0-1"}
    actions.approve(proposal, by=User.objects.get(username="reviewer"))
    actions.undo(proposal, by=editor)
    assert client.post(again, data).url == new
    assert client.get(new, {"kept": 1}).context["adminform"].form["national_code"].value() == "0-1"


def test_a_proposal_whose_place_was_taken_tells_so_on_every_page(as_role, client, posted):
    as_role("editor")
    new = reverse("admin:colleges_specialty_add")
    client.post(new, posted(client.get(new)) | {"name_zh": "茶艺", "slug": "tea"})
    Specialty.objects.create(slug="tea", name_zh="先来的")
    proposal = Proposal.objects.get()
    page = client.get(proposal.get_absolute_url())
    assert client.get(page.context["preview_address"]).status_code == 409
    assert client.get(page.context["edit_address"]).url == proposal.get_absolute_url()


def test_a_part_that_is_gone_does_not_hide_the_rest_of_a_proposal(
    college, address, as_role, client, change, posted
):
    as_role("editor")
    change(address, name_zh="新名", **{"campuses-0-name_zh": "老校区"})
    college.campuses.all().delete()
    again = f"{address}?proposal={Proposal.objects.get().pk}"
    form = client.get(again)
    assert form.context["adminform"].form["name_zh"].value() == "新名"
    client.post(again, posted(form))
    assert [one.act for one in Proposal.objects.get().changes.all()] == ["change"]


def test_another_s_proposal_is_not_opened_for_editing(college, address, as_role, staff, sign_in):
    client = as_role("editor")
    other = staff("editor", "other-editor")
    client.post(address, {})
    proposal = Proposal.objects.create(
        title="x", author=other, content_type_id=1, object_id=college.pk
    )
    assert client.get(f"{address}?proposal={proposal.pk}").status_code == 404
    assert client.get(f"{address}?proposal=x").status_code == 404


def test_my_draft_is_nobody_else_s_business(college, address, as_role, change, sign_in, staff):
    client = as_role("editor")
    change(address, name_zh="新名", _draft="1")
    proposal = Proposal.objects.get()
    assert proposal.state == "draft"
    assert client.get(proposal.get_absolute_url()).status_code == 200
    sign_in(staff("reviewer"))
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert "新名" not in client.get(address).content.decode()
    actions.drop(proposal, by=proposal.author)
    assert client.get(proposal.get_absolute_url()).status_code == 404


def test_the_second_of_two_is_told_and_may_then_save(
    college, address, staff, sign_in, posted, client
):
    College.objects.filter(pk=college.pk).update(publication="draft")
    first, second = staff("editor", "first"), staff("editor", "second")
    opened = posted(sign_in(second).get(address))
    sign_in(first).post(address, {**posted(client.get(address)), "name_zh": "甲的名字"})
    told = sign_in(second).post(address, {**opened, "sponsor_zh": "乙的举办单位"})
    assert told.status_code == 200
    page = text_of(told)
    assert "甲的名字" in page
    assert "first" in page
    assert 'value="乙的举办单位"' in page
    college.refresh_from_db()
    assert (college.name_zh, college.sponsor_zh) == ("甲的名字", "")
    saved = client.post(address, posted(told) | {"name_zh": "甲的名字"})
    assert saved.status_code == 302
    college.refresh_from_db()
    assert (college.name_zh, college.sponsor_zh) == ("甲的名字", "乙的举办单位")


def test_a_part_that_changed_meanwhile_is_told_too(
    college, address, staff, sign_in, posted, client
):
    College.objects.filter(pk=college.pk).update(publication="draft")
    opened = posted(sign_in(staff("editor")).get(address))
    Campus.objects.get(college=college).delete()
    told = client.post(address, {**opened, "sponsor_zh": "举办单位"})
    assert told.status_code == 200
    assert "主校区" in told.content.decode()


def test_a_proposal_that_came_meanwhile_is_told_too(
    college, address, staff, sign_in, posted, client, change
):
    second = staff("editor", "second")
    opened = posted(sign_in(second).get(address))
    sign_in(staff("editor", "first"))
    change(address, name_zh="甲的建议")
    told = sign_in(second).post(address, {**opened, "name_zh": "乙的建议"})
    assert told.status_code == 200
    assert "甲的建议" in told.content.decode()
    assert client.post(address, posted(told)).status_code == 302
    assert Proposal.objects.count() == 2


@pytest.mark.parametrize("version", ["", "null", "[]", '{"colleges.College": "x"}', "{"])
def test_a_form_without_a_version_saves_nothing(college, address, as_role, posted, version):
    client = as_role("editor")
    data = posted(client.get(address)) | {"_seen": version, "phone": "0532-9"}
    assert client.post(address, data).status_code == 200
    college.refresh_from_db()
    assert college.phone == "0532-1"


def test_going_back_to_a_past_version_tells_what_came_meanwhile(
    as_role, staff, sign_in, posted, client
):
    college = College.objects.create(code="qd-901", name_zh="旧名")
    past = college.history.first()
    page = reverse("admin:colleges_college_simple_history", args=[college.pk, past.pk])
    sign_in(staff("editor"))
    opened = posted(client.get(page))
    college.phone = "0532-5555"
    college.save()
    told = client.post(page, opened)
    assert told.status_code == 200
    assert "0532-5555" in told.content.decode()
    college.refresh_from_db()
    assert college.phone == "0532-5555"
    assert client.post(page, posted(told)).status_code == 302
    college.refresh_from_db()
    assert college.phone == ""


def test_going_back_to_a_past_version_brings_its_lists_back(as_role, posted, client):
    conference = Conference.objects.create(slug="c-1", name_zh="会", held_on="2024")
    first, second = ReportedFigure.objects.exclude(place=None)[:2]
    conference.figures.set([first])
    past = conference.history.first()
    conference.figures.set([second])
    as_role("editor")
    page = reverse("admin:conferences_conference_simple_history", args=[conference.pk, past.pk])
    client.post(page, posted(client.get(page)))
    assert list(conference.figures.all()) == [first]


@pytest.mark.parametrize(
    ("page", "goes"),
    [
        ("colleges_specialty_add", True),
        ("colleges_campus_add", True),
        ("facts_reportedfigure_add", True),
        ("colleges_college_add", False),
        ("facts_source_add", False),
        ("enrollment_release_add", False),
        ("corrections_calendarday_add", False),
    ],
)
def test_a_new_record_s_form_says_whether_a_second_person_is_asked(as_role, page, goes):
    assert as_role("editor").get(reverse(f"admin:{page}")).context["goes_to_review"] is goes


def test_deleting_what_the_public_sees_is_proposed(as_role, approve_all):
    specialty = Specialty.objects.create(slug="tea", name_zh="茶艺")
    client = as_role("editor")
    client.post(reverse("admin:colleges_specialty_delete", args=[specialty.pk]), {"post": "yes"})
    assert Specialty.objects.filter(slug="tea").exists()
    approve_all()
    assert not Specialty.objects.filter(slug="tea").exists()


def test_a_published_record_does_not_go_back_to_draft(college, address, as_role, change, posted):
    client = as_role("editor")
    choices = client.get(address).context["adminform"].form.fields["publication"].choices
    assert [value for value, _label in choices] == ["published", "withdrawn"]
    assert change(address, publication="draft").status_code == 200
    assert change(address, publication="withdrawn").status_code == 200  # without an explanation
    assert not Proposal.objects.exists()


def test_a_withdrawal_is_explained_to_the_public_once_approved(
    college, address, as_role, change, client, approve_all
):
    as_role("editor")
    change(address, publication="withdrawn", withdrawal_zh="登记有误。")
    assert client.get("/colleges/qd-900/").status_code == 200
    approve_all()
    response = client.get("/colleges/qd-900/")
    assert response.status_code == 410
    assert "登记有误。" in response.content.decode()


class TestReporter:
    @pytest.fixture
    def reporter(self, college, staff, sign_in):
        user = staff("reporter")
        Reporter.objects.create(user=user, college=college)
        return sign_in(user)

    def test_proposes_the_profile_of_their_own_college(self, reporter, address, change, college):
        change(address, phone="0532-8")
        college.refresh_from_db()
        assert college.phone == "0532-1"
        assert Proposal.objects.get().author.username == "reporter"

    def test_is_told_which_fields_the_bureau_keeps(self, reporter, address, change, college):
        response = reporter.get(address)
        fields = response.context["adminform"].form.fields
        assert "name_zh" not in fields
        assert "phone" in fields
        assert "由市人社局" in response.content.decode()
        change(address, name_zh="自封的名字", publication="withdrawn")
        assert not Proposal.objects.exists()

    def test_does_not_propose_to_publish_from_the_list(self, reporter, college):
        College.objects.filter(pk=college.pk).update(publication="draft")
        page = reverse("admin:colleges_college_changelist")
        reporter.post(page, {"action": "publish", "_selected_action": [college.pk]})
        assert not Proposal.objects.exists()

    def test_cannot_open_another_college(self, reporter):
        other = College.objects.create(code="qd-902", name_zh="别校")
        page = reverse("admin:colleges_college_change", args=[other.pk])
        assert reporter.get(page).status_code in (302, 403)
        listed = reporter.get(reverse("admin:colleges_college_changelist")).content.decode()
        assert "示范技师学院" in listed
        assert "别校" not in listed

    def test_cannot_move_a_campus_to_their_college_by_a_crafted_post(self, reporter, college):
        other = College.objects.create(code="qd-902", name_zh="别校")
        campus = Campus.objects.create(college=other, name_zh="别校区")
        page = reverse("admin:colleges_campus_change", args=[campus.pk])
        response = reporter.post(page, {"college": college.pk, "name_zh": "偷来", "_seen": "x"})
        assert response.status_code in (302, 403)
        campus.refresh_from_db()
        assert (campus.college, campus.name_zh) == (other, "别校区")
        assert not Proposal.objects.exists()

    def test_cannot_give_their_campus_to_another_college(self, reporter, college, change):
        other = College.objects.create(code="qd-902", name_zh="别校")
        campus = college.campuses.get()
        page = reverse("admin:colleges_campus_change", args=[campus.pk])
        change(page, college=other.pk)
        campus.refresh_from_db()
        assert campus.college == college
        assert not Proposal.objects.exists()

    def test_chooses_a_district_from_a_list(self, reporter, address):
        page = reporter.get(address)
        campuses = page.context["inline_admin_formsets"][0].formset
        assert campuses.forms[0].fields["district"].widget.widget.__class__ is Select

    def test_is_not_told_what_others_propose(
        self, reporter, address, change, sign_in, staff, posted, client
    ):
        opened = posted(reporter.get(address))
        sign_in(staff("editor"))
        change(address, publication="withdrawn", withdrawal_zh="内部消息")
        sign_in(User.objects.get(username="reporter"))
        assert not client.get(address).context["others_proposals"]
        assert client.post(address, opened | {"phone": "0532-9"}).status_code == 302
        assert Proposal.objects.filter(author__username="reporter").exists()

    def test_who_also_audits_still_proposes_the_profile_only(
        self, reporter, address, change, college
    ):
        User.objects.get(username="reporter").groups.add(Group.objects.get(name=AUDITOR.group_name))
        change(address, name_zh="自封的名字", phone="0532-8")
        assert Proposal.objects.get().changes.get().after == {"phone": "0532-8"}
        college.refresh_from_db()
        assert college.phone == "0532-1"

    def test_sees_only_their_own_proposals(self, reporter, college, staff):
        other = Proposal.objects.create(
            title="别人的", author=staff("editor"), content_type_id=1, state="submitted"
        )
        assert reporter.get(other.get_absolute_url()).status_code == 404
        queue = reporter.get(reverse("admin:publishing_proposal_changelist"))
        assert "别人的" not in queue.content.decode()


class TestKeptEntries:
    @pytest.fixture
    def typed(self, address, as_role, form_in) -> dict[str, str]:
        _action, sent = form_in(as_role("editor").get(address), "name_zh")
        return sent | {"name_zh": "没写完"}

    def test_what_was_typed_is_offered_and_restored(self, typed, address, client, posted):
        assert client.post(reverse("keep_form"), typed | {"_title": "院校"}).status_code == 204
        assert "?kept=1" in client.get(address).content.decode()
        restored = client.get(address, {"kept": 1})
        assert restored.status_code == 200
        assert restored.context["adminform"].form["name_zh"].value() == "没写完"
        assert not Proposal.objects.exists()
        client.post(address, posted(restored))
        assert Proposal.objects.get().changes.get().after["name_zh"] == "没写完"
        assert not KeptForm.objects.exists()

    @pytest.mark.parametrize("is_other", [False, True])
    def test_what_is_kept_after_the_session_ended_is_kept_for_its_writer(
        self, typed, address, client, is_other, sign_in, staff
    ):
        client.logout()
        if is_other:
            sign_in(staff("reviewer"))
        answer = client.post(reverse("keep_form"), typed | {"_title": "院校"})
        assert answer.status_code == 202
        kept = KeptForm.objects.get()
        assert (kept.user.username, kept.path, kept.title) == ("editor", address, "院校")
        assert not {"_title", "_writer", "csrfmiddlewaretoken"} & set(QueryDict(kept.entries))

    def test_forms_that_claim_nothing_are_not_kept(self, college, as_role):
        client = as_role("editor")
        Session.objects.update(expire_date=timezone.now())
        proposal = reverse("admin:publishing_proposal_change", args=[1])
        colleges = reverse("admin:colleges_college_changelist")
        for path in (colleges, proposal, reverse("forget_form"), reverse("admin:login")):
            client.post(path, {"action": "publish", "password": "geheim"})
        client.post(reverse("keep_form"), {"_path": "/elsewhere/"})
        assert not KeptForm.objects.exists()

    def test_the_form_of_a_proposal_has_its_own(
        self, college, address, as_role, posted, change, client, form_in
    ):
        as_role("editor")
        change(address, **new_campus(college))
        again = f"{address}?proposal={Proposal.objects.get().pk}"
        _action, sent = form_in(client.get(again), "name_zh")
        client.post(reverse("keep_form"), sent | {"name_zh": "没写完"})
        assert not client.get(address).context["request"].visit.kept_form
        assert f"{again}&amp;kept=1" in client.get(again).content.decode()
        restored = client.get(f"{again}&kept=1")
        assert client.post(again, posted(restored)).status_code == 302
        assert Proposal.objects.get().changes.count() == 2
        assert not KeptForm.objects.exists()

    def test_one_s_own_entries_only(self, college, address, staff, sign_in, client):
        KeptForm.objects.create(user=staff("editor"), path=address, entries="name_zh=x")
        sign_in(staff("reviewer"))
        assert "?kept=1" not in client.get(address).content.decode()
        client.post(reverse("forget_form"), {"_path": address})
        assert KeptForm.objects.exists()

    def test_they_can_be_thrown_away(self, college, address, staff, sign_in, client):
        user = staff("editor")
        KeptForm.objects.create(user=user, path=address, entries="name_zh=x")
        response = sign_in(user).post(reverse("forget_form"), {"_path": address})
        assert response.url == address
        assert not KeptForm.objects.exists()
        hostile = client.post(reverse("forget_form"), {"_path": "//evil.example/"})
        assert hostile.url == reverse("admin:index")

    def test_too_much_is_not_kept(self, typed, client):
        huge = typed | {"name_zh": "x" * 1_100_000}
        assert client.post(reverse("keep_form"), huge).status_code == 413
        assert not KeptForm.objects.exists()

    def test_without_a_claim_nothing_is_kept(self, client, address, as_role):
        assert client.post(reverse("keep_form"), {"_path": address}).status_code == 403
        as_role("editor")
        assert client.post(reverse("keep_form"), {"_path": address}).status_code == 403
        assert not KeptForm.objects.exists()
