"""The work conference of 24 April 2024 as a visitor reads it, and the programme it set."""

from __future__ import annotations

import re

import pytest

from colleges.models import College
from conferences.models import Conference
from tests.pages.reading import links, page_of, parts, words

pytestmark = pytest.mark.django_db
CONFERENCE = "/conferences/2024-technical-education-work-conference/"
AWARDS = [
    "优秀学生",
    "优秀学生干部",
    "优秀班集体",
    "优秀班主任（辅导员）",
    "未来工匠之星",
    "国家奖学金",
]


def section(page: str, title: str) -> str:
    """The markup of the section whose heading has this id."""
    (found,) = [part for part in parts(page, "<section") if f'id="{title}"' in part]
    return found


def participants(page: str) -> dict[str, list[str]]:
    """Who took part, as each line tells it, by role."""
    lines = {}
    for group in section(page, "participants").split("<h3>")[1:]:
        role, _, people = group.partition("</h3>")
        entries = people.split("<strong>") if "<strong>" in people else people.split("<li>")
        lines[words(role)] = [words(entry) for entry in entries if words(entry)]
    return lines


def test_the_list_names_the_conference_and_its_day(client):
    told = words(page_of(client, "/conferences/"))
    assert "2024年全市技工教育工作会议 2024年4月24日 · 青岛" in told
    assert CONFERENCE in links(page_of(client, "/conferences/"))
    assert "/programmes/137/" in links(page_of(client, "/conferences/"))


def test_the_speaker_is_one_person_with_both_posts(client):
    page = page_of(client, CONFERENCE)
    assert participants(page)["出席并讲话"] == [
        "刘学军 青岛市委组织部副部长 市人力资源和社会保障局党组书记、局长"
    ]


def test_four_bodies_exchanged_experience_and_two_attended(client):
    by_role = participants(page_of(client, CONFERENCE))
    assert by_role["交流发言"] == [
        "青岛市技师学院 (代表)",
        "平度市技师学院 (代表)",
        "青岛市技工教育教学指导委员会 (代表)",
        "西海岸新区人力资源和社会保障局",
    ]
    assert by_role["参加"] == ["青岛市财政局 (有关负责同志)", "青岛市教育局 (有关负责同志)"]


def test_the_colleges_that_spoke_lead_to_their_pages_and_back(client):
    found = links(section(page_of(client, CONFERENCE), "participants"))
    assert found == ["/colleges/qd-001/", "/colleges/qd-002/"]
    for college in found:
        assert CONFERENCE in links(section(page_of(client, college), "college-conferences"))


def test_a_paragraph_can_be_cited_by_its_address(client):
    page = page_of(client, CONFERENCE)
    anchors = [link for link in links(page) if link.startswith("#s")]
    assert len(anchors) > 5
    assert all(f'id="{anchor[1:]}"' in page for anchor in anchors)


def test_the_programme_has_1_and_3_and_7_points(client):
    tiers = page_of(client, "/programmes/137/").split('<li class="tier"')[1:]
    assert [len(parts(tier.split("</ol>")[0], "<li")) for tier in tiers] == [1, 3, 7]
    assert "紧扣“一条主线”" in tiers[0]
    assert "在服务先进制造业发展中展现新担当" in tiers[1]
    assert "聚焦安全底线" in tiers[2]


def test_the_six_awards_handed_over_lead_to_their_year_as_no_roll_is_published(client):
    found = section(page_of(client, CONFERENCE), "conference-awards")
    assert [words(line) for line in parts(found, "<li")] == AWARDS
    assert links(found) == ["/awards/2024/"]


def test_the_three_totals_are_quoted_with_their_passports(client):
    quoted = parts(page_of(client, CONFERENCE), '<dd class="quoted"')
    assert {links(one)[0]: words(one) for one in quoted} == {
        "/figures/qingdao-2024-colleges/": "技工院校数 19 所",
        "/figures/qingdao-2024-enrolled/": "在校学生数 4.39 万人 (43,900)",
        "/figures/qingdao-2024-output/": "输送技能人才 约 1 万人 (10,000)",
    }


def test_its_day_place_host_and_programme_stand_beside_it_once(client):
    page = page_of(client, CONFERENCE)
    (glance,) = parts(page, '<dl class="glance"')
    told = words(glance)
    for fact in ("时间 2024年4月24日", "地点 青岛", "主办 青岛市人力资源和社会保障局", "11 条"):
        assert fact in told
    assert links(page.split("<main")[1]).count("/programmes/137/") == 1
    assert 'class="tier"' not in page


def test_what_it_holds_is_listed_beside_it(client):
    (nav,) = parts(page_of(client, CONFERENCE), '<nav class="contents-beside')
    assert {"#s1", "#participants", "#conference-awards", "#sources"} <= set(links(nav))


@pytest.mark.parametrize(
    ("prefix", "note"),
    [("", "中文为回译（†），待市人社局确认"), ("/en", "awaits the bureau's confirmation")],
)
def test_the_note_says_that_the_wording_is_translated_back(client, prefix, note):
    page = page_of(client, prefix + CONFERENCE)
    assert note in words(parts(page, '<div class="notice notice-warning"')[0])


def test_the_reporters_are_not_named(client):
    assert "记者" not in words(page_of(client, CONFERENCE))


def test_a_draft_conference_hides_its_programme_and_its_mentions(client):
    Conference.objects.update(publication="draft")
    for address in (CONFERENCE, "/programmes/137/"):
        assert client.get(address).status_code == 404
    for address in ("/", "/conferences/", "/colleges/qd-001/", "/figures/qingdao-2024-enrolled/"):
        assert CONFERENCE not in links(page_of(client, address))
    assert b"2024-technical" not in client.get("/data/conferences.csv").getvalue()


def test_a_withdrawn_conference_explains_itself(client):
    Conference.objects.update(publication="withdrawn", withdrawal_zh="报道有误。")
    response = client.get(f"/en{CONFERENCE}")
    assert response.status_code == 410
    assert '<span lang="zh-Hans">报道有误。</span>' in response.content.decode()


def test_a_college_that_is_not_public_is_not_linked(client):
    College.objects.filter(code="qd-002").update(publication="draft")
    assert "/colleges/qd-002/" not in links(page_of(client, CONFERENCE))


@pytest.mark.parametrize("address", [CONFERENCE, "/programmes/137/"])
def test_a_shared_article_shows_its_name_and_the_portal_s_picture(client, address):
    page = page_of(client, address)
    told = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)"', page))
    assert told["og:title"] in words(page)
    assert told["og:url"] == f"http://testserver{address}"
    assert told["og:image"].startswith("http://testserver/static/ui/share")
    assert told["og:image"].endswith(".png")


def test_an_article_offers_its_address_as_a_qr_code(client):
    page = page_of(client, CONFERENCE)
    assert '<svg viewBox="0 0' in page
    assert f"http://testserver{CONFERENCE}" in words(page)
