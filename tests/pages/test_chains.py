"""The industrial chains: two schemes, what is confirmed of them, and who serves each chain."""

from __future__ import annotations

import pytest

from colleges.chains.models import Alignment, Chain
from colleges.chains.training import COLLEGES_SHOWN
from colleges.models import College, Offering, Specialty
from tests.pages.reading import links, page_of, parts, rows, words

pytestmark = pytest.mark.django_db
SCHEME = "/chains/24-chains-2022/"
APPLIANCES = "/chains/24-chains-2022/smart-home-appliances/"


def test_both_schemes_are_told_with_their_time_in_force(client):
    told = words(page_of(client, "/chains/"))
    assert "24条重点产业链 已结束：施行时间为2022年至2024年12月" in told
    assert "“10+1”创新型产业体系 自2024年12月起施行" in told
    assert told.index("自2024年12月起施行") < told.index("已结束")


def test_a_scheme_lists_its_chains_in_order(client):
    lines = rows(page_of(client, SCHEME))
    assert len(lines) == 24
    assert [int(line.split()[0]) for line in lines] == list(range(1, 25))
    assert len(rows(page_of(client, "/chains/10+1-2024/"))) == 11


def test_the_nine_names_that_await_confirmation_say_so_and_the_others_once(client):
    page = page_of(client, SCHEME)
    assert sum("待确认" in line for line in rows(page)) == 9
    assert not any("媒体报道" in line for line in rows(page))
    assert "除另有标注外，均据媒体报道" in words(page)


@pytest.mark.parametrize("text", ["智能家电", "zhinengjiadian", "znjd", "Smart home"])
def test_a_chain_is_found_by_characters_pinyin_initials_and_english(client, text):
    lines = rows(page_of(client, f"{SCHEME}?q={text}"))
    assert [line.split()[1] for line in lines] == ["智能家电"]


def trained(client, name: str, address: str = APPLIANCES) -> str:
    """What a chain's page tells of one of its specialties."""
    (told,) = [
        part
        for part in page_of(client, address).split('<dl class="training">')[1:]
        for part in part.split("<div>")[1:]
        if name in part.split("</dt>")[0]
    ]
    return told.split("</div>")[0]


def offer(specialty: Specialty, code: str, **fields) -> College:
    college = College.objects.create(code=code, name_zh=code, publication="published")
    College.objects.filter(pk=college.pk).update(**fields)
    Offering.objects.create(college=college, specialty=specialty, level="senior")
    return college


@pytest.fixture
def new_specialty() -> Specialty:
    """One that serves the chain and that nobody offers."""
    chain = Chain.objects.get(scheme__code="24-chains-2022", slug="smart-home-appliances")
    specialty = Specialty.objects.create(slug="new", name_zh="新专业")
    Alignment.objects.create(chain=chain, specialty=specialty, strength="core")
    return specialty


def test_a_chain_s_colleges_are_those_that_offer_its_specialties_today(client, new_specialty):
    assert links(trained(client, "新专业")) == ["/specialties/new/"]
    shown = offer(new_specialty, "x-1")
    offer(new_specialty, "x-2", publication="draft")
    offer(new_specialty, "x-3").offerings.update(valid_until="2020")
    shown.offerings.create(specialty=new_specialty, level="technician")
    assert links(trained(client, "新专业")) == ["/specialties/new/", "/colleges/x-1/"]


def test_of_many_colleges_the_first_that_exist_are_named_and_all_are_a_click_away(
    client, new_specialty
):
    offer(new_specialty, "a-sample", provenance="sample")
    for number in range(COLLEGES_SHOWN):
        offer(new_specialty, f"x-{number:02}")
    told = trained(client, "新专业")
    named = [link for link in links(told) if link.startswith("/colleges/x")]
    assert len(named) == COLLEGES_SHOWN
    assert "/colleges/a-sample/" not in links(told)
    assert links(told)[-1] == "/colleges/?specialty=new"
    assert f"{COLLEGES_SHOWN} 所院校 · 示例院校 1 所" in words(told)


def test_the_answer_of_a_chain_stands_in_one_sentence(client):
    told = words(page_of(client, APPLIANCES))
    assert "4 个专业、4 所院校（另有示例 16 所）为其培养人才；在校学生" in told
    assert "7,050 人 （2024年，初步数）" in told
    assert "各链不得相加" in told


def test_a_chain_leads_to_those_before_and_after_it(client):
    scheme = list(Chain.objects.filter(scheme__code="24-chains-2022").order_by("order"))
    for place, before, after in ((0, None, 1), (1, 0, 2), (23, 22, None)):
        (nav,) = parts(page_of(client, scheme[place].get_absolute_url()), '<nav class="neighbors')
        expected = [scheme[one].get_absolute_url() for one in (before, after) if one is not None]
        assert links(nav) == expected


def test_alignments_that_are_made_up_say_so_once(client):
    page = page_of(client, APPLIANCES)
    section = page.split('id="specialties"')[1].split("</section>")[0]
    assert "均为示例数据" in words(section)
    assert 'class="tag' not in section
    Alignment.objects.filter(specialty__slug="applied-electronics").update(provenance="official")
    section = page_of(client, APPLIANCES).split('id="specialties"')[1].split("</section>")[0]
    assert section.count('class="tag tag-official"') == 1


def test_a_chain_that_nobody_serves_says_so(client):
    chain = Chain.objects.filter(alignments=None).first()
    told = words(page_of(client, f"/en{chain.get_absolute_url()}"))
    assert "No specialty has been aligned with this chain yet." in told


def test_a_chain_says_where_its_scheme_has_ended_and_what_of_it_is_sample(client):
    ended = words(page_of(client, "/chains/24-chains-2022/smart-home-appliances/"))
    in_force = words(page_of(client, "/chains/10+1-2024/artificial-intelligence/"))
    assert "（已结束）" in ended
    assert "已结束" not in in_force
