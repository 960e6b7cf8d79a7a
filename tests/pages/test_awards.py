"""The awards by year and kind, and the rolls: who may stand on them, and who may find them."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from awards import numbers
from awards.models import AwardKind, Grant, Round
from awards.placing import set_in_order
from colleges.models import College

pytestmark = pytest.mark.django_db
ROLL = "/awards/2023/outstanding-student/"
KINDS = [
    ("优秀学生", "Outstanding Student"),
    ("优秀学生干部", "Outstanding Student Leader"),
    ("优秀班集体", "Outstanding Class"),
    ("优秀班主任（辅导员）", "Outstanding Head Teacher (Counselor)"),
    ("未来工匠之星", "Star of Future Artisans"),
    ("国家奖学金", "National Scholarship"),
]


def text(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def roll(db):
    """The round whose roll stands at ROLL."""
    return Round.objects.get(year=2023, kind__slug="outstanding-student")


def standing(client) -> int:
    """How many grants the page of the roll counts."""
    return client.get(ROLL).context["roll"].count


def add(roll: Round, status: str, **fields) -> Grant:
    """A grant that has come as far as ``status`` says."""
    has_ended = status in Grant.ENDED
    reason = "x" if has_ended or status == "returned" else ""
    life = {"ended_at": timezone.now() if has_ended else None, "reason": reason}
    if status in Grant.CERTIFIED:
        life |= {"certificate_number": numbers.new_number(), "conferred_at": timezone.now()}
    college = College.objects.get(code="qd-001")
    grant = Grant.objects.create(
        **{"round": roll, "name": "某某某", "college": college, "status": status, **life, **fields}
    )
    set_in_order(roll)
    return grant


def test_six_kinds_of_award_are_told_in_their_order(client):
    chinese, english = text(client, "/awards/"), text(client, "/en/awards/")
    for page, names in ((chinese, [zh for zh, _ in KINDS]), (english, [en for _, en in KINDS])):
        assert re.findall(r'<dt class="kind-name">(.*?)</dt>', page) == names


def test_every_award_has_a_round_in_2024_and_no_roll_is_invented(client):
    rounds = client.get("/awards/2024/").context["rounds"]
    assert {award_round.kind for award_round in rounds} == set(AwardKind.objects.all())
    assert {award_round.grant_count for award_round in rounds} == {0}
    for award_round in rounds:
        page = text(client, award_round.get_absolute_url())
        assert "本次评选名单尚未公布" in page
        assert "<table" not in page
        assert "/conferences/2024-technical-education-work-conference/" in page


def test_every_sample_round_has_a_roll_of_sample_recipients(client):
    rounds = Round.objects.sample().published()
    assert len(rounds) == 18
    for award_round in rounds:
        grants = client.get(award_round.get_absolute_url()).context["page"].object_list
        assert grants
        assert {grant.provenance for grant in grants} == {"sample"}


def test_the_sample_s_gathering_round_is_known_to_the_desk_alone(client):
    gathering = Round.objects.sample().get(year=2025)
    assert gathering.grants.filter(status="proposed").exists()
    assert client.get(gathering.get_absolute_url()).status_code == 404
    assert client.get("/awards/2025/").status_code == 404
    assert "/awards/2025/" not in text(client, "/awards/")


@pytest.mark.parametrize(
    ("status", "is_shown"),
    [
        ("proposed", False),
        ("returned", False),
        ("nominated", False),
        ("publicized", False),
        ("conferred", True),
        ("declined", False),
        ("revoked", False),
    ],
)
def test_only_a_conferred_grant_stands_on_the_roll(client, roll, status, is_shown):
    before = standing(client)
    add(roll, status)
    response = client.get(ROLL)
    assert ("某某某" in response.content.decode()) is is_shown
    assert standing(client) == before + is_shown
    link = f'<a class="figure-link" href="{ROLL}">{before + is_shown}</a>'
    assert link in text(client, "/awards/")


def test_no_certificate_number_is_printed(client, roll):
    page = text(client, ROLL)
    for grant in roll.grants.certified():
        assert grant.certificate_number not in page
        assert grant.number not in page


def test_the_recipients_of_a_college_that_is_not_public_are_not_shown(client, roll):
    college = roll.grants.filter(status="conferred").first().college
    College.objects.filter(pk=college.pk).update(publication="draft")
    page = text(client, ROLL)
    assert college.name_zh not in page
    assert "<table" in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_roll_is_kept_out_of_search_engines(client, prefix):
    assert '<meta name="robots" content="noindex, noarchive">' in text(client, prefix + ROLL)
    assert 'name="robots"' not in text(client, prefix + "/awards/2023/")


def test_a_draft_round_is_not_found_and_a_withdrawn_one_explains_itself(client):
    award = {"kind": AwardKind.objects.get(slug="outstanding-student")}
    draft = Round.objects.create(**award, year=1990)
    gone = Round.objects.create(
        **award, year=1991, publication="withdrawn", withdrawal_zh="名单有误。"
    )
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/awards/1990/").status_code == 404
    response = client.get(gone.get_absolute_url())
    assert response.status_code == 410
    assert "名单有误。" in response.content.decode()
    assert "/awards/1991/" not in text(client, "/awards/")


@pytest.mark.parametrize(("query", "named"), [("page=999", "999"), ("color=red", "color")])
def test_what_is_not_understood_is_named_and_ignored(client, query, named):
    page = text(client, f"{ROLL}?{query}")
    assert "已忽略" in page
    assert named in page
    assert "<table" in page


def test_a_roll_is_named_as_its_language_names_a_year(client):
    for address, heading in ((ROLL, "2023年优秀学生"), (f"/en{ROLL}", "2023 Outstanding Student")):
        page = text(client, address)
        assert f"<h1>{heading}</h1>" in page
        assert f"<title>{heading} · " in page


def test_the_matrix_leads_to_rolls_and_never_to_an_empty_one(client):
    page = text(client, "/awards/")
    linked = set(re.findall(r'class="figure-link" href="([^"]+)"', page))
    with_roll = {
        one.get_absolute_url()
        for one in Round.objects.published().with_grant_count()
        if one.grant_count
    }
    assert linked == with_roll
    assert not any(link.startswith("/awards/2024/") for link in linked)
    assert "“–”表示该年度名单未公布。" in page


def test_what_comes_from_elsewhere_is_tagged_at_its_year_alone(client):
    page = text(client, "/awards/").split("<main")[1]
    assert "除另有标注外，均为示例数据" in page
    assert page.count('class="tag') == 1
    Round.objects.filter(year=2023, kind__slug="outstanding-student").update(provenance="official")
    page = text(client, "/awards/").split("<main")[1]
    assert page.count('class="tag tag-official"') == 1
    assert page.count('class="tag') == 2


def test_a_year_names_awards_without_a_roll_and_links_what_can_be_read(client):
    found = {
        address: re.findall(r'class="register-name" href="([^"]+)"', text(client, address))
        for address in ("/awards/2023/", "/awards/2024/")
    }
    assert len(found["/awards/2023/"]) == len(KINDS)
    assert found["/awards/2024/"] == []
    assert text(client, "/awards/2024/").count("名单尚未公布") == len(KINDS)


def test_a_roll_says_how_long_it_is_and_once_where_it_comes_from(client, roll):
    page = text(client, ROLL)
    assert "第 1 至 50 行，共 60 行" in page
    assert "均为示例数据" in page
    assert page.split("<main")[1].count('class="tag') <= 1
    printed = text(client, f"{ROLL}print/")
    assert "第 1 至 60 行，共 60 行" in printed
    assert "均为示例数据" in printed
    first = client.get(ROLL).context["page"].object_list[0]
    Grant.objects.filter(pk=first.pk).update(provenance="press")
    assert text(client, ROLL).count('class="tag tag-press"') == 1


def test_the_site_map_lists_the_check_of_certificates(client):
    assert (
        'href="/awards/verify/"' in text(client, "/sitemap/").split("<main")[1].split("</main")[0]
    )
