"""The gate at the desk: what it refuses, what two people let through, and what is kept of it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from colleges.models import Campus, College
from conferences.models import Conference, Segment
from qingdao_techedu.log.models import Entry
from qingdao_techedu.publishing import actions, searching
from qingdao_techedu.publishing.models import Proposal
from qingdao_techedu.publishing.previews import token_for

pytestmark = pytest.mark.django_db

IDENTITY, MOBILE = "370202199001011237", "13812345678"
TEXT = f"学校简介\n负责人身份证 {IDENTITY}"
WHY = "上级文件要求公布"


def page_of(response) -> str:
    return " ".join(response.content.decode().split())


def kept_nowhere(number: str) -> bool:
    """Whether neither the log nor what a proposal tells of itself holds a number."""
    told = [f"{entry.subject} {entry.details}" for entry in Entry.objects.all()]
    told += [f"{one.title} {one.findings} {one.exception_reason}" for one in Proposal.objects.all()]
    return not any(number in text for text in told)


@pytest.fixture
def excepted(college, address, as_role, change) -> Proposal:
    """A proposal with an ID number, whose author gave a reason for an exception."""
    as_role("editor")
    change("/en" + address, description_zh=TEXT, exception_reason=WHY)
    return Proposal.objects.get()


def test_a_text_with_an_id_number_is_refused_at_its_field_and_line_and_nothing_is_lost(
    college, address, as_role, change
):
    as_role("editor")
    response = change("/en" + address, description_zh=TEXT, why="新简介")
    page = page_of(response)
    assert response.status_code == 422
    assert not Proposal.objects.exists()
    form = response.context["adminform"].form
    assert form.errors["description_zh"] == [
        "示范技师学院, Description (Chinese), line 2: resident ID number 370*************37."
    ]
    assert form["description_zh"].value() == TEXT
    assert "负责人身份证" in page
    assert 'name="exception_reason"' in page
    assert ">新简介</textarea>" in page


def test_a_part_is_told_above_the_form_by_its_name(college, address, as_role, change):
    as_role("editor")
    response = change("/en" + address, **{"campuses-0-address_zh": f"联系 {MOBILE}"})
    assert response.status_code == 422
    assert "主校区, Address (Chinese), line 1: mobile number 138******78." in page_of(response)
    assert Campus.objects.get(college=college).address_zh == ""


def test_an_exception_is_asked_for_agreed_to_explicitly_published_and_kept(
    excepted, college, client, staff, sign_in
):
    address = excepted.get_absolute_url()
    reviewer = sign_in(staff("reviewer"))
    page = page_of(reviewer.get("/en" + address))
    assert "resident ID number 370*************37" in page
    assert WHY in page
    assert 'name="agrees"' in page
    given = {"act": "approve", "version": excepted.version}
    refused = reviewer.post("/en" + address, given)
    assert refused.status_code == 422
    assert "agree to the exception, or return the proposal" in page_of(refused)
    college.refresh_from_db()
    assert college.description_zh == ""
    assert reviewer.post(address, {**given, "agrees": "on"}).status_code == 302
    college.refresh_from_db()
    assert college.description_zh == TEXT
    entry = Entry.objects.get(kind=Entry.Kind.OVERRIDE)
    assert entry.who == "reviewer"
    assert entry.details["author"] == "editor"
    assert entry.details["reason"] == WHY
    assert "identity 370*************37" in entry.details["findings"]
    assert kept_nowhere(IDENTITY)
    excepted.refresh_from_db()
    assert (excepted.exception_reason, excepted.decided_by.username) == (WHY, "reviewer")
    assert excepted.findings[0]["pk"] == college.pk
    auditor = page_of(sign_in(staff("auditor")).get("/en" + address))
    assert "370*************37" in auditor
    assert WHY in auditor


def test_the_list_of_proposals_approves_no_exception(excepted, client, staff, sign_in):
    sign_in(staff("reviewer"))
    chosen = {"action": "approve_selected", "_selected_action": [excepted.pk]}
    read_at = timezone.now().isoformat()
    client.post(reverse("admin:publishing_proposal_changelist"), {**chosen, "read_at": read_at})
    excepted.refresh_from_db()
    assert excepted.state == "submitted"
    assert not Entry.objects.filter(kind=Entry.Kind.OVERRIDE).exists()


def test_a_draft_keeps_what_was_typed_and_is_searched_when_it_is_submitted(
    college, address, as_role, change, client
):
    as_role("editor")
    assert change(address, description_zh=TEXT, _draft="1").status_code == 302
    proposal = Proposal.objects.get()
    page = "/en" + proposal.get_absolute_url()
    assert "370*************37" in page_of(client.get(page))
    refused = client.post(page, {"act": "submit"})
    assert refused.status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "draft"
    client.post(page, {"act": "submit", "exception_reason": WHY})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.exception_reason) == ("submitted", WHY)


def test_a_field_that_is_published_at_once_waits_for_a_second_person_with_an_exception(
    college, address, as_role, change
):
    as_role("editor")
    assert change(address, phone=MOBILE).status_code == 422
    college.refresh_from_db()
    assert college.phone == "0532-1"
    response = change(address, phone=MOBILE, exception_reason="学校只有这个电话")
    assert response.url == Proposal.objects.get().get_absolute_url()
    college.refresh_from_db()
    assert college.phone == "0532-1"


def test_publishing_a_draft_searches_all_of_it_and_of_its_parts(as_role, change, client):
    conference = Conference.objects.create(
        slug="draft", name_zh="草稿会议", held_on="2024-05", summary_zh="简介"
    )
    speech = {"order": 1, "kind": "speech", "title_zh": "讲话", "body_zh": f"。\n{MOBILE}"}
    Segment.objects.create(conference=conference, **speech)
    as_role("editor")
    address = reverse("admin:conferences_conference_change", args=[conference.pk])
    assert change(address, place_zh=f"致电 {MOBILE}").status_code == 302  # nobody sees it yet
    response = change("/en" + address, publication="published")
    page = page_of(response)
    assert response.status_code == 422
    assert "Place (Chinese), line 1: mobile number 138******78." in page
    assert "line 2: mobile number 138******78." in page
    chosen = {"action": "publish", "_selected_action": [conference.pk]}
    client.post(reverse("admin:conferences_conference_changelist"), chosen)
    assert not Proposal.objects.exists()


def test_a_returned_version_is_searched_too(college, address, as_role, client, posted):
    College.objects.filter(pk=college.pk).update(description_zh=TEXT)
    college.refresh_from_db()
    college.save()
    past = college.history.first()
    college.description_zh = ""
    college.save()
    as_role("editor")
    page = reverse("admin:colleges_college_simple_history", args=[college.pk, past.pk])
    response = client.post(page, posted(client.get(page)))
    assert response.status_code == 422
    assert not Proposal.objects.exists()


def test_undoing_does_not_bring_a_number_back(college, address, as_role, change, staff, sign_in):
    College.objects.filter(pk=college.pk).update(description_zh=TEXT)
    as_role("editor")
    change(address, description_zh="简介")
    proposal = Proposal.objects.get()
    reviewer = staff("reviewer")
    actions.approve(proposal, by=reviewer)
    response = sign_in(reviewer).post("/en" + proposal.get_absolute_url(), {"act": "undo"})
    assert response.status_code == 422
    college.refresh_from_db()
    assert college.description_zh == "简介"


def test_a_number_that_was_there_before_stops_no_other_change(college, address, as_role, change):
    College.objects.filter(pk=college.pk).update(description_zh=TEXT)
    as_role("editor")
    assert change(address, sponsor_zh="市人社局").status_code == 302
    assert Proposal.objects.get().findings == []


def test_an_exception_that_is_not_needed_is_not_kept(college, address, as_role, change):
    as_role("editor")
    change(address, description_zh="简介", exception_reason=WHY)
    assert Proposal.objects.get().exception_reason == ""


def test_many_numbers_are_no_exception(college, address, as_role, change):
    as_role("editor")
    many = "\n".join(f"138{number:08}" for number in range(searching.MAX_EXCEPTED + 1))
    assert change(address, description_zh=many, exception_reason=WHY).status_code == 422
    assert not Proposal.objects.exists()


def test_names_and_titles_that_hold_a_number_are_kept_masked(college, address, as_role, change):
    as_role("editor")
    change(address, name_zh=f"学院{IDENTITY}", exception_reason=f"因 {IDENTITY}")
    assert Proposal.objects.get().title == "学院370*************37"
    assert kept_nowhere(IDENTITY)


def test_no_link_previews_a_number(excepted, client, sign_in, staff):
    sign_in(staff("reviewer"))
    assert "/preview" not in page_of(client.get(excepted.get_absolute_url()))
    response = client.get(reverse("preview", args=[token_for(excepted)]))
    assert response.status_code == 409
    assert IDENTITY not in page_of(response)


def test_the_public_history_masks_what_stood_there_once(college, client):
    college.description_zh = TEXT
    college.save()
    college.description_zh = "简介"
    college.save()
    page = page_of(client.get(college.get_history_url()))
    assert IDENTITY not in page
    assert "370*************37" in page
