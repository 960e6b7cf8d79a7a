"""Parts are numbered by their places: at once in a draft, by proposal where visitors see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.models import AwardKind
from conferences.models import Conference, Item, Programme, Segment
from qingdao_techedu.publishing import actions
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db


def conference_of(publication: str, *titles: str) -> Conference:
    made = Conference.objects.create(
        slug="meeting", name_zh="会议", held_on="2026-03-18", publication=publication
    )
    for number, title in enumerate(titles, start=1):
        Segment.objects.create(
            conference=made, order=number, kind="speech", title_zh=title, body_zh="。"
        )
    return made


@pytest.fixture
def draft(db) -> Conference:
    return conference_of("draft", "甲", "乙", "丙")


@pytest.fixture
def published(db) -> Conference:
    return conference_of("published", "甲", "乙", "丙")


def page_of(record) -> str:
    kind = f"{record._meta.app_label}_{record._meta.model_name}"
    return reverse(f"admin:{kind}_change", args=[record.pk])


def titles(conference) -> list[tuple[int, str]]:
    return list(conference.segments.order_by("order").values_list("order", "title_zh"))


@pytest.fixture
def press(client, posted):
    """Opens a form, or goes on with one, types, and presses buttons one after the other."""

    def go(start, *buttons: str, **typed):
        response = client.get(start) if isinstance(start, str) else start
        address = response.request["PATH_INFO"]
        for button in buttons:
            response = client.post(address, posted(response) | typed | {button: ""})
            typed = {}
        return response

    return go


def shown(response, prefix: str = "segments") -> list[str]:
    rows = next(
        one for one in response.context["inline_admin_formsets"] if one.formset.prefix == prefix
    )
    return [row.form["title_zh"].value() for row in rows][:-1]  # the last makes new ones


def test_a_button_arranges_rows_and_saves_nothing(draft, as_role, press):
    as_role("editor")
    page = press(page_of(draft), "_move-segments-2-up", name_zh="")
    assert shown(page) == ["甲", "丙", "乙"]
    assert page.context["adminform"].form["name_zh"].value() == ""
    assert not page.context["errors"]
    assert titles(draft) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_rows_of_a_draft_are_renumbered_in_one_act_with_their_history(draft, as_role, press):
    as_role("editor")
    response = press(
        page_of(draft), "_move-segments-2-up", "_move-segments-2-up", "_save", why="按议程"
    )
    assert response.status_code == 302
    assert titles(draft) == [(1, "丙"), (2, "甲"), (3, "乙")]
    for segment in draft.segments.all():
        entry = segment.history.first()
        assert (entry.history_type, entry.door) == ("~", "form")
        assert segment.history.count() == 2


def test_saving_without_moving_touches_no_part(draft, as_role, press):
    as_role("editor")
    draft.segments.filter(order=3).update(order=8)  # a gap, from wherever
    press(page_of(draft), "_save", name_zh="新名称")
    assert [one.history.count() for one in draft.segments.all()] == [1, 1, 1]
    assert titles(draft) == [(1, "甲"), (2, "乙"), (8, "丙")]


def row(index: int, title: str) -> dict[str, str]:
    typed = {"kind": "review", "title_zh": title, "body_zh": "。"}
    return {f"segments-{index}-{name}": value for name, value in typed.items()}


def test_a_new_row_is_moved_between_those_that_are_there(draft, as_role, press):
    as_role("editor")
    page = press(page_of(draft), "_more-segments")
    assert shown(page) == ["甲", "乙", "丙", None]
    up = "_move-segments-3-up"
    assert press(page, up, up, "_save", **row(3, "丁")).status_code == 302
    assert titles(draft) == [(1, "甲"), (2, "丁"), (3, "乙"), (4, "丙")]


def test_a_row_that_is_moved_and_stays_empty_is_not_asked_for(draft, as_role, press):
    as_role("editor")
    page = press(page_of(draft), "_more-segments", "_move-segments-3-up", "_save")
    assert page.status_code == 302
    assert titles(draft) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_the_others_close_ranks_behind_one_that_is_deleted(draft, as_role, press, client):
    as_role("editor")
    press(page_of(draft), "_save", **{"segments-0-DELETE": "on"})
    assert titles(draft) == [(1, "乙"), (2, "丙")]
    first = draft.segments.get(order=1)
    client.post(page_of(first).replace("/change/", "/delete/"), {"post": "yes"})
    assert titles(draft) == [(1, "丙")]


def test_what_visitors_see_is_reordered_by_two_people_and_undone(
    published, as_role, press, approve_all
):
    as_role("editor")
    press(page_of(published), "_move-segments-0-down", "_save", **{"segments-2-DELETE": "on"})
    proposal = Proposal.objects.get()
    assert titles(published) == [(1, "甲"), (2, "乙"), (3, "丙")]
    moved = {one.label: (one.before, one.after) for one in proposal.changes.filter(act="change")}
    assert moved == {"甲": ({"order": 1}, {"order": 2}), "乙": ({"order": 2}, {"order": 1})}
    approve_all()
    assert titles(published) == [(1, "乙"), (2, "甲")]
    proposal.refresh_from_db()
    actions.undo(proposal, by=proposal.author)
    assert titles(published) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_what_was_added_between_is_taken_out_again(published, as_role, press, approve_all):
    as_role("editor")
    page = press(page_of(published), "_more-segments")
    press(page, "_move-segments-3-up", "_save", **row(3, "丁"))
    approve_all()
    assert titles(published) == [(1, "甲"), (2, "乙"), (3, "丁"), (4, "丙")]
    proposal = Proposal.objects.get()
    actions.undo(proposal, by=proposal.author)
    assert titles(published) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_an_open_proposal_shows_the_order_it_would_make(published, as_role, press, client):
    as_role("editor")
    press(page_of(published), "_move-segments-2-up", "_save")
    proposal = Proposal.objects.get()
    address = client.get(proposal.get_absolute_url()).context["edit_address"]
    page = client.get(address)
    assert shown(page) == ["甲", "丙", "乙"]
    assert titles(published) == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_of_two_who_add_at_the_end_the_second_comes_after_the_first(
    published, staff, sign_in, press, approve_all
):
    for who, title in (("editor", "丁"), ("administrator", "戊")):
        sign_in(staff(who))
        page = press(page_of(published), "_more-segments")
        press(page, "_save", **row(3, title))
    approve_all()
    assert [title for _order, title in titles(published)][:3] == ["甲", "乙", "丙"]
    assert sorted(titles(published)[3:]) == sorted(titles(published)[3:], key=lambda one: one[0])
    assert {number for number, _title in titles(published)} == {1, 2, 3, 4, 5}


def test_a_move_is_refused_where_somebody_moved_the_same_since(
    published, staff, sign_in, press, approve_all
):
    sign_in(staff("editor"))
    press(page_of(published), "_move-segments-1-up", "_save")
    with_gap = published.segments.get(title_zh="乙")
    published.segments.filter(title_zh="丙").update(order=9)
    published.segments.filter(pk=with_gap.pk).update(order=3)
    with pytest.raises(Exception, match="3"):
        approve_all()


def test_items_are_numbered_within_their_tier(draft, as_role, press):
    programme = Programme.objects.create(slug="246", name_zh="部署", conference=draft)
    for tier, order, name in ((1, 1, "一"), (3, 1, "三甲"), (3, 2, "三乙")):
        Item.objects.create(programme=programme, tier=tier, order=order, name_zh=name)
    as_role("editor")
    page = press(page_of(programme), "_more-items")
    new = {"items-3-tier": "3", "items-3-name_zh": "三丙"}
    press(page, "_move-items-2-up", "_save", **new)
    found = programme.items.order_by("tier", "order").values_list("tier", "order", "name_zh")
    assert list(found) == [(1, 1, "一"), (3, 1, "三乙"), (3, 2, "三甲"), (3, 3, "三丙")]


def test_a_part_on_its_own_page_takes_the_last_place(draft, as_role, press):
    as_role("editor")
    address = reverse("admin:conferences_segment_add")
    page = press(address)
    assert "order" not in page.context["adminform"].form.fields
    typed = {"conference": draft.pk, "kind": "review", "title_zh": "丁", "body_zh": "。"}
    assert press(page, "_save", **typed).status_code == 302
    assert titles(draft)[-1] == (4, "丁")


def test_a_past_text_comes_back_at_the_place_of_today(draft, as_role, press, client, posted):
    as_role("editor")
    segment = draft.segments.get(title_zh="丙")
    press(page_of(draft), "_move-segments-2-up", "_save", **{"segments-2-title_zh": "丙二"})
    past = segment.history.last()
    page = reverse("admin:conferences_segment_simple_history", args=[segment.pk, past.pk])
    client.post(page, posted(client.get(page)))
    assert titles(draft) == [(1, "甲"), (2, "丙"), (3, "乙")]


def test_a_whole_list_is_put_into_order_on_a_page_of_its_own(as_role, client, approve_all):
    as_role("editor")
    address = reverse("admin:awards_awardkind_order")
    assert address in client.get(reverse("admin:awards_awardkind_changelist")).content.decode()
    before = list(AwardKind.objects.order_by("order").values_list("pk", flat=True))
    page = client.get(address)
    rows = {"row": before, "_seen": page.context["seen"]}
    page = client.post(address, rows | {"up": before[1]})
    assert [one.pk for one in page.context["records"]][:2] == [before[1], before[0]]
    now = [one.pk for one in page.context["records"]]
    response = client.post(address, rows | {"row": now, "_save": "", "why": "按文件"})
    assert response.url == Proposal.objects.get().get_absolute_url()
    approve_all()
    assert list(AwardKind.objects.order_by("order").values_list("pk", flat=True)) == now
    late = client.post(address, rows | {"_save": ""})
    assert late.status_code == 200
    assert not Proposal.objects.submitted().exists()


def test_only_who_may_change_the_records_may_order_them(as_role, client):
    address = reverse("admin:awards_awardkind_order")
    as_role("auditor")
    assert client.get(address).status_code == 403
    assert client.post(address, {"_save": ""}).status_code == 403
