"""Finding a college and reading its page."""

from __future__ import annotations

import re

import pytest

from colleges.models import College, FormerName, Specialty
from tests.pages.reading import page_of, parts, words

pytestmark = pytest.mark.django_db


def found(client, query: str) -> set[str]:
    """The codes of the colleges on the list that are no sample."""
    page = client.get(f"/colleges/?{query}").context["page"]
    return {college.code for college in page if college.provenance != "sample"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平度", "qd-002"),
        ("pingdu", "qd-002"),
        ("ｐｉｎｇｄｕ", "qd-002"),
        ("ＱＤ-００２", "qd-002"),
        ("pdsjsxy", "qd-002"),
        ("Petrochemical", "qd-005"),
        ("qingdao zhongde", "qd-004"),
        ("QD-006", "qd-006"),
    ],
)
def test_a_college_is_found_by_characters_english_pinyin_initials_and_code(client, text, code):
    assert found(client, f"q={text}") == {code}


def test_a_college_is_found_by_its_former_name_which_leads_to_it(client):
    college = College.objects.get(code="qd-002")
    FormerName.objects.create(college=college, name_zh="平度师范技校", name_en="Old Normal School")
    assert found(client, "q=师范") == found(client, "q=old normal") == {"qd-002"}
    for prefix in ("", "/en"):
        for name in ("平度师范技校", "Old Normal School", "平度市技师学院"):
            response = client.get(f"{prefix}/colleges/{name}/")
            assert response.status_code == 301
            assert response.url == f"{prefix}/colleges/qd-002/"


def test_a_name_that_two_colleges_bore_leads_to_neither(client):
    for code in ("qd-001", "qd-002"):
        College.objects.get(code=code).former_names.create(name_zh="青岛技校")
    assert client.get("/colleges/青岛技校/").status_code == 404


@pytest.mark.parametrize("hidden", [{"publication": "draft"}, {"name_en_status": "machine"}])
def test_no_address_leads_from_a_name_that_is_not_published(client, hidden):
    College.objects.filter(code="qd-002").update(name_en="Flat College", **hidden)
    assert client.get("/colleges/Flat College/").status_code == 404


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("district=999999", "999999"),
        ("kind=university&kind=technical-school", "university"),
        ("level=expert", "expert"),
        ("specialty=%3Cb%3E", "&lt;b&gt;"),
        ("color=red", "color"),
        ("page=999", "999"),
        ("page=first", "first"),
    ],
)
def test_what_is_not_understood_is_named_and_ignored(client, query, named):
    page = client.get(f"/colleges/?{query}")
    (notice,) = parts(page.content.decode(), '<div class="notice notice-warning"')
    assert "已忽略" in notice
    assert named in notice
    assert page.context["page"].paginator.count == College.objects.published().count()


def test_specialty_and_level_are_asked_of_one_offering(client):
    college = College.objects.get(code="qd-003")
    welding, mechatronics = Specialty.objects.filter(
        slug__in=["welding", "mechatronics-technology"]
    ).order_by("-slug")
    college.offerings.create(specialty=welding, level="senior")
    college.offerings.create(specialty=mechatronics, level="technician")
    assert "qd-003" in found(client, "specialty=welding&level=senior")
    assert "qd-003" not in found(client, "specialty=welding&level=technician")


def test_the_coverage_is_told_and_not_counted(client):
    page = client.get("/en/colleges/").content.decode()
    assert "/en/figures/qingdao-2024-colleges/" in page
    assert "6 known by name" in page


def test_a_draft_is_hidden_and_a_withdrawn_college_explains_itself(client):
    College.objects.filter(code="qd-003").update(publication="draft")
    College.objects.filter(code="qd-004").update(
        publication="withdrawn", withdrawal_zh="该校未获批准。"
    )
    assert client.get("/colleges/qd-003/").status_code == 404
    gone = client.get("/colleges/qd-004/")
    assert gone.status_code == 410
    assert "该校未获批准。" in gone.content.decode()
    assert not {"qd-003", "qd-004"} & found(client, "")


def test_a_college_shows_its_kinds_over_time_and_its_sources(client):
    page = client.get("/colleges/qd-002/").content.decode()
    for word in ("技工学校", "高级技工学校", "技师学院", "1991年", "齐鲁晚报", "媒体报道"):
        assert word in page


def test_other_rooms_bring_their_parts_of_the_page(client):
    page = client.get("/colleges/sample-01/").content.decode()
    for part in ("college-chains", "college-enrollment", "college-awards"):
        assert f'id="{part}"' in page
    assert 'id="college-conferences"' in client.get("/colleges/qd-001/").content.decode()


def test_a_draft_college_is_named_nowhere(client):
    College.objects.filter(code="qd-002").update(publication="draft", name_zh="机密更名学院")
    other = College.objects.get(code="qd-001")
    other.links.create(kind="split-from", other=College.objects.get(code="qd-002"))
    addresses = [
        "/colleges/qd-001/",
        "/conferences/2024-technical-education-work-conference/",
        "/figures/",
        "/specialties/mechatronics-technology/",
        "/enrollment/",
    ]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert "机密更名学院" not in page.content.decode()
        assert "qd-002" not in page.content.decode()
    assert client.get("/figures/pingdu-2022-enrolled/").status_code == 404
    assert "pingdu" not in client.get("/data/figures.csv").getvalue().decode()


def test_a_sample_college_shows_its_contact_with_a_telephone_that_nobody_has(client):
    page = words(page_of(client, "/colleges/sample-01/"))
    assert re.search(r"0532-0\d{7}", page)


def test_an_english_page_of_a_record_in_chinese_says_so(client):
    told = "Some of this page is in Chinese only"
    College.objects.filter(code="qd-002").update(description_zh="简介", description_en="")
    assert told in page_of(client, "/en/colleges/qd-002/")
    assert told not in page_of(client, "/en/colleges/sample-01/")
    assert "只有中文" not in page_of(client, "/colleges/qd-002/")


def test_an_english_page_says_so_of_a_part_that_is_in_chinese_too(client):
    told = "Some of this page is in Chinese only"
    assert told not in page_of(client, "/en/colleges/sample-01/")
    College.objects.get(code="sample-01").campuses.update(address_en="")
    assert told in page_of(client, "/en/colleges/sample-01/")


def band(page: str) -> str:
    """The words of the three answers at the head of a college's page."""
    (found,) = parts(page, '<dl class="key-figures"')
    return words(found)


def test_a_parent_reads_students_specialties_and_who_may_enter_first(client):
    page = page_of(client, "/colleges/sample-01/")
    college = College.objects.for_page().get(code="sample-01")
    told = band(page)
    assert re.search(r"[\d,]+ 人 2024年（初步数），比上年增加\d+人（\d\.\d%）", told)
    assert f"{len({one.specialty for one in college.offered_today})} 个" in told
    assert told.endswith("招生对象 初中毕业生、高中毕业生、退役军人")
    assert page.index('class="key-figures"') < page.index('id="offerings"')


def test_where_no_statistics_are_published_the_latest_report_is_told(client):
    told = band(page_of(client, "/colleges/qd-002/"))
    assert "6,200 人以上 2022年" in told
    assert "5,500" not in told
    assert band(page_of(client, "/colleges/qd-006/")).count("待补充") >= 1


def test_what_nobody_has_recorded_stands_in_one_line(client):
    page = words(page_of(client, "/colleges/qd-003/"))
    assert "待补充 电话、网站" in page
    College.objects.filter(code="qd-003").update(phone="0532-0", website="https://example.org/")
    assert "待补充 电话" not in words(page_of(client, "/colleges/qd-003/"))


def test_the_same_provenance_is_not_said_again_at_every_row(client):
    assert page_of(client, "/colleges/sample-01/").count('class="tag') <= 8


def test_an_offering_from_elsewhere_is_tagged_among_the_others(client):
    college = College.objects.get(code="sample-01")
    college.offerings.filter(pk=college.offerings.first().pk).update(provenance="press")
    (section,) = [
        part
        for part in parts(page_of(client, "/colleges/sample-01/"), "<section")
        if 'id="offerings"' in part
    ]
    assert section.count('class="tag') == 1
    assert "媒体报道" in words(section)


def test_the_chains_in_force_are_in_sight_and_those_of_ended_schemes_folded(client):
    (section,) = [
        part
        for part in parts(page_of(client, "/colleges/sample-01/"), "<section")
        if 'id="college-chains"' in part
    ]
    in_sight, folded = section.split("<details>")
    assert "/chains/10+1-2024/" in in_sight
    assert "/chains/24-chains-2022/" not in in_sight
    assert "/chains/24-chains-2022/" in folded


def test_campuses_stand_as_they_were_recorded(client):
    college = College.objects.get(code="qd-003")
    recorded = [campus.name_zh for campus in college.campuses.order_by("pk")]
    page = page_of(client, "/colleges/qd-003/")
    places = [page.index(name) for name in recorded]
    assert places == sorted(places)


def listed(client, query: str = "") -> dict[str, list[str]]:
    """The words of each row of the list, by the heading above."""
    page = page_of(client, f"/colleges/?{query}")
    found = {}
    for section in parts(page, '<section aria-labelledby="'):
        title = words(section.split("</h2>")[0].partition("<h2")[2].partition(">")[2])
        found[title] = [words(row) for row in parts(section, "<li")]
    return found


def test_colleges_that_exist_stand_before_the_sample_which_is_said_once(client):
    found = listed(client)
    assert [title.split()[0] for title in found] == ["院校", "示例院校"]
    real, samples = found.values()
    assert len(real) == College.objects.published().factual().count()
    assert len(samples) == 19
    assert 'class="tag' not in page_of(client, "/colleges/").split("<main")[1]
    order = list(College.objects.facts_first().values_list("provenance", "pinyin"))
    assert order == sorted(order, key=lambda one: (one[0] == "sample", one[1]))


def test_a_row_tells_kind_place_ownership_specialties_and_students(client):
    (row,) = listed(client, "q=sample-01")["示例院校"]
    told = (
        "示例技师学院01 示例数据 技师学院 · 市南区 · 公办 8 个专业 在校 3,459 人 （2024年，初步数）"
    )
    assert row == told


def test_the_time_of_most_figures_is_said_once_and_of_others_beside_them(client):
    told = words(page_of(client, "/colleges/"))
    assert "在校学生数为2024年，初步数；另注时间的除外。" in told
    (pingdu,) = [row for row in listed(client)["院校 均据媒体报道"] if "平度" in row]
    assert "6,200 人以上 （2022年）" in pingdu
    assert all("2024" not in row for row in listed(client)["示例院校 均为示例数据"])


def test_a_college_from_elsewhere_is_tagged_in_its_row(client):
    College.objects.filter(code="qd-006").update(provenance="official")
    tagged = [row for row in listed(client)["院校 除另有标注外，均据媒体报道"] if "官方" in row]
    assert len(tagged) == 1


def test_sixty_colleges_stand_on_one_page(client):
    for number in range(36):
        College.objects.create(code=f"x-{number}", name_zh="校", publication="published")
    assert client.get("/colleges/").context["page"].paginator.num_pages == 2
    College.objects.get(code="x-0").delete()
    assert client.get("/colleges/").context["page"].paginator.num_pages == 1


def test_specialties_are_rows_with_their_colleges(client):
    page = page_of(client, "/specialties/")
    rows = [words(row) for row in parts(parts(page, '<ul class="register')[0], "<li")]
    assert len(rows) == Specialty.objects.count()
    assert any(row.startswith("焊接 机械类 1 所院校 · 示例院校") for row in rows)
    assert "均待市人社局确认" in words(page)
