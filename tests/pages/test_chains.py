"""The industrial chains: two schemes, what is confirmed of them, and who serves each chain."""

from __future__ import annotations

import pytest

from colleges.chains.models import Alignment, Chain
from colleges.models import College, Offering, Specialty
from tests.pages.reading import links, page_of, rows, words

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


def test_the_nine_names_that_await_confirmation_say_so(client):
    lines = rows(page_of(client, SCHEME))
    assert sum("待确认" in line for line in lines) == 9
    assert sum("媒体报道" in line for line in lines) == 15


@pytest.mark.parametrize("text", ["智能家电", "zhinengjiadian", "znjd", "Smart home"])
def test_a_chain_is_found_by_characters_pinyin_initials_and_english(client, text):
    lines = rows(page_of(client, f"{SCHEME}?q={text}"))
    assert [line.split()[1] for line in lines] == ["智能家电"]


def test_a_chain_s_colleges_are_those_that_offer_its_specialties_today(client):
    chain = Chain.objects.get(scheme__code="24-chains-2022", slug="smart-home-appliances")
    specialty = Specialty.objects.create(slug="new", name_zh="新专业")
    Alignment.objects.create(chain=chain, specialty=specialty, strength="core")

    def colleges() -> str:
        page = page_of(client, APPLIANCES)
        return next(line for line in rows(page) if "新专业" in line).split()[2]

    assert colleges() == "0"
    for code, publication, until in (
        ("x-1", "published", ""),
        ("x-2", "draft", ""),
        ("x-3", "published", "2020"),
    ):
        college = College.objects.create(code=code, name_zh=code, publication=publication)
        Offering.objects.create(college=college, specialty=specialty, valid_until=until)
    assert colleges() == "1"


def test_a_chain_leads_to_the_colleges_that_offer_each_specialty(client):
    found = links(page_of(client, APPLIANCES))
    assert "/specialties/applied-electronics/" in found
    assert "/colleges/?specialty=applied-electronics" in found


def test_a_made_up_alignment_says_that_it_is_a_sample(client):
    lines = [line for line in rows(page_of(client, APPLIANCES)) if "示例" in line]
    assert (
        len(lines)
        >= Alignment.objects.filter(
            chain__slug="smart-home-appliances", chain__scheme__code="24-chains-2022"
        ).count()
    )


def test_a_chain_that_nobody_serves_says_so(client):
    chain = Chain.objects.filter(alignments=None).first()
    told = words(page_of(client, f"/en{chain.get_absolute_url()}"))
    assert "No specialty has been aligned with this chain yet." in told
