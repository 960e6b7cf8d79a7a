"""A form tells how far each of its parts is; parts are folded, and nothing folded is lost."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from colleges.models import College
from conferences.models import Conference, Participation, Segment
from qingdao_techedu.publishing.desk.form_layout import paired
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db
ADD = "/admin/conferences/conference/add/"


@pytest.fixture
def conference() -> Conference:
    made = Conference.objects.create(
        slug="c1", name_zh="全市会议", held_on="2024", publication="published"
    )
    Segment.objects.create(conference=made, kind="speech", title_zh="讲话", body_zh="正文", order=1)
    Participation.objects.create(
        conference=made, role="exchanged", organization_zh="西海岸新区人社局", order=1
    )
    return made


@pytest.fixture
def form(conference) -> str:
    return reverse("admin:conferences_conference_change", args=[conference.pk])


def states(page) -> dict[str, str]:
    return {entry.title: entry.state for entry in page.context["contents"]}


def rows(page) -> list[tuple[bool, str]]:
    """Each row of parts that somebody can see: whether it is open, and what it tells."""
    empty = r'<div\s+class="inline-related[^"]*empty-form.*?</details>'
    html = re.sub(empty, "", _text(page), flags=re.S)
    found = re.findall(
        r'<details(?: class="[\w-]+")?( open)?>\s*<summary>(.*?)</summary>', html, re.S
    )
    return [(bool(is_open), " ".join(told.split())) for is_open, told in found]


def _text(page) -> str:
    return page.content.decode()


def test_the_english_stands_beside_the_chinese():
    assert paired(["code", "name_zh", "name_en", "place_zh", "note_en"]) == [
        "code",
        ("name_zh", "name_en"),
        "place_zh",
        "note_en",
    ]


def test_the_contents_tell_how_far_each_part_is(as_role, client, form):
    as_role("editor")
    told = states(client.get(form))
    assert told["基本信息"] == "✓"
    assert (told["会议环节"], told["参会记录"]) == ("1", "1")
    new = client.get(ADD)
    assert states(new)["基本信息"] == "缺 2 项"
    assert [one.label for one in new.context["missing"]] == ["名称（中文）", "召开日期"]


def test_each_line_of_the_contents_leads_somewhere(as_role, client, form):
    as_role("editor")
    text = _text(client.get(form))
    listed = text[text.index('class="form-contents"') :].partition("</nav>")[0]
    for target in re.findall(r'href="#([\w-]+)"', listed):
        assert f'id="{target}"' in text


def test_a_fault_is_told_in_the_contents_and_its_row_stands_open(as_role, client, posted, form):
    as_role("editor")
    page = client.post(form, posted(client.get(form)) | {"segments-0-title_zh": ""})
    assert states(page)["会议环节"] == "1 处有误"
    assert [is_open for is_open, told in rows(page) if "致辞" in told or "讲话" in told] == [True]


def test_a_saved_part_is_a_folded_row_that_tells_what_it_holds(as_role, client, form):
    as_role("editor")
    folded = [told for is_open, told in rows(client.get(form)) if not is_open]
    assert "1 · 交流发言 · 西海岸新区人社局" in folded


def test_an_organization_is_not_asked_for_the_posts_of_a_person(as_role, client, form):
    as_role("editor")
    page = client.get(form)
    folded = [told for is_open, told in rows(page) if not is_open and "职务" in told]
    assert len(folded) == 1
    assert 'name="participations-0-titles_zh"' in _text(page)


def test_what_is_folded_is_sent_and_kept(as_role, client, posted, form, conference):
    as_role("editor")
    data = posted(client.get(form))
    assert data["segments-0-body_zh"] == "正文"
    client.post(form, data | {"place_zh": "青岛"})
    changes = Proposal.objects.get().changes.all()
    assert [one.after for one in changes] == [{"place_zh": "青岛"}]


def test_a_withdrawal_is_asked_for_behind_a_fold_until_it_is_one(as_role, client, form):
    as_role("editor")
    assert "撤回……" in [
        re.sub(r"<.*?>", "", told).strip() for _open, told in rows(client.get(form))
    ]
    Conference.objects.update(publication="withdrawn", withdrawal_zh="撤回")
    assert "撤回……" not in _text(client.get(form))


def test_the_preview_shows_the_page_as_the_form_has_it_and_saves_nothing(
    as_role, client, posted, form
):
    as_role("editor")
    data = posted(client.get(form))
    page = client.post(form, data | {"name_zh": "改名的会议", "_preview": "1"})
    assert page.status_code == 200
    assert "改名的会议" in _text(page)
    assert "preview-banner" in _text(page)
    assert page["Cache-Control"] == "private, no-store"
    assert not Proposal.objects.exists()
    assert not Conference.objects.filter(name_zh="改名的会议").exists()


def test_a_draft_is_shown_as_if_it_were_published(as_role, client, posted):
    as_role("editor")
    made = College.objects.create(code="qd-901", name_zh="筹建学校")
    form = reverse("admin:colleges_college_change", args=[made.pk])
    page = client.post(form, posted(client.get(form)) | {"_preview": "1"})
    assert page.status_code == 200
    assert "筹建学校" in _text(page)
    made.refresh_from_db()
    assert made.publication == "draft"


def test_a_form_with_faults_has_no_preview_and_says_so(as_role, client, posted, form):
    as_role("editor")
    page = client.post(form, posted(client.get(form)) | {"name_zh": "", "_preview": "1"})
    assert page.status_code == 422
    assert "回到表单" in _text(page)


def test_enter_keeps_a_draft_and_asks_nobody(as_role, client, form):
    as_role("editor")
    text = _text(client.get(form))
    own = text[text.index('id="conference_form"') :]
    first = re.search(r'<(?:button|input) type="submit"([^>]*)>', own)
    assert first and first[1].strip() == 'name="_draft" hidden'


def test_what_is_chosen_is_taken_back_one_by_one(as_role, client, form):
    as_role("editor")
    chooser = str(client.get(form).context["adminform"].form["figures"])
    assert 'data-allow-clear="false"' in chooser
