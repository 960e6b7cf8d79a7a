"""What a reviewer reads of a proposal: what was changed, and all of what becomes public."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conferences.models import Conference, Segment
from qingdao_techedu.publishing import reviewing
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db
LONG = "会议全面贯彻落实全国人力资源和社会保障工作会议精神，" * 4


@pytest.fixture
def draft() -> Conference:
    made = Conference.objects.create(
        slug="c1", name_zh="全市会议", held_on="2024", summary_zh=LONG, place_zh="青岛"
    )
    Segment.objects.create(conference=made, kind="speech", title_zh="讲话", body_zh="正文", order=1)
    return made


@pytest.fixture
def form(draft) -> str:
    return reverse("admin:conferences_conference_change", args=[draft.pk])


def page_of_reviewer(sign_in, staff) -> str:
    address = Proposal.objects.get().get_absolute_url()
    return sign_in(staff("reviewer")).get(address).content.decode()


def test_who_reviews_a_draft_reads_all_that_becomes_public(
    as_role, client, posted, form, sign_in, staff
):
    as_role("editor")
    client.post(form, posted(client.get(form)) | {"_publish": "1"})
    (sheet,) = reviewing.sheets(Proposal.objects.get())
    assert [line.name for line in sheet.lines] == ["publication"]
    whole, part = sheet.content
    assert ("地点（中文）", "青岛") in whole.told
    assert (part.title, dict(part.told)["正文（中文）"]) == ("会议环节 · 讲话", "正文")
    assert not {"网址名", "拼音", "会议"} & {
        label for one in sheet.content for label, _text in one.told
    }
    assert LONG in page_of_reviewer(sign_in, staff)


def test_of_what_visitors_see_already_only_the_changes_are_read(as_role, change, draft, form):
    Conference.objects.update(publication="published")
    as_role("editor")
    change(form, place_zh="市南区")
    (sheet,) = reviewing.sheets(Proposal.objects.get())
    assert sheet.content == []


def test_a_long_text_is_read_as_one_with_its_changed_words_marked(
    as_role, change, draft, form, sign_in, staff
):
    Conference.objects.update(publication="published")
    as_role("editor")
    change(form, summary_zh=LONG.replace("全面", "深入", 1))
    assert "会议<del>全面</del><ins>深入</ins>贯彻" in page_of_reviewer(sign_in, staff)


def test_a_part_does_not_repeat_its_whole_and_technical_fields_come_last(as_role, client, posted):
    as_role("editor")
    page = client.get(reverse("admin:conferences_conference_add"))
    row = {"kind": "speech", "title_zh": "讲话", "body_zh": "正文"}
    rows = {f"segments-0-{name}": value for name, value in row.items()}
    data = {
        "figures": [],
        "name_zh": "会议",
        "held_on": "2026",
        "segments-TOTAL_FORMS": "1",
        "_publish": "1",
    }
    client.post(page.request["PATH_INFO"], posted(page) | data | rows)
    whole, part = reviewing.sheets(Proposal.objects.get())
    assert [line.name for line in part.telling] == ["kind", "title_zh", "body_zh"]
    assert [line.name for line in part.technical] == ["order"]
    assert {line.name for line in whole.technical} == {"slug", "pinyin"}


def test_a_reply_is_folded_until_there_is_one(as_role, change, draft, form, sign_in, staff):
    Conference.objects.update(publication="published")
    as_role("editor")
    change(form, place_zh="市南区")
    proposal = Proposal.objects.get()
    client = sign_in(staff("reviewer"))
    address = proposal.get_absolute_url()
    assert "<details open>" not in client.get(address).content.decode()
    typed = {"act": "return", "version": proposal.version, "remark-1-place_zh": "请核对"}
    page = client.post(address, typed | {"reason": ""})
    if page.status_code == 302:  # a remark alone is a reason
        page = client.get(address)
    assert "请核对" in page.content.decode()
