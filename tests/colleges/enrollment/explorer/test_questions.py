"""The page of the explorer answers first: the question as its title, the newest figure below."""

from __future__ import annotations

import re

import pytest
from django.http import QueryDict
from django.utils import translation

from colleges.enrollment.explorer.answers import answer, years_of
from colleges.enrollment.explorer.filters import ExplorerFilter
from colleges.enrollment.explorer.questions import ready_questions, title_of

from .test_answers import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(db):
    """Two years of students and graduates at two levels, some of whose outcomes are unknown."""
    publish(
        {
            (year, college, 0, level, "junior-leaver", sex, measure): figure
            for year in (0, 1)
            for college in (0, 1)
            for level in ("senior", "technician")
            for sex in ("female", "male")
            for measure, figure in (
                ("enrolled", (100 + 10 * year, "")),
                ("graduates", (50, "")),
                ("entrants", (60, "")),
                ("employed", (40 + year, "") if sex == "female" else (None, "c")),
            )
        }
    )


def title(query: str, language: str = "zh-hans") -> str:
    with translation.override(language):
        filters = ExplorerFilter(QueryDict(query))
        found = answer(filters)
        return title_of(filters, found, years_of(filters, found))


@pytest.mark.parametrize(
    ("query", "chinese", "english"),
    [
        ("", "2031–2032年各院校在校生数", "Students enrolled by college, 2031–2032"),
        (
            "rows=year&columns=sex&measure=graduates",
            "2031–2032年分性别毕业生数",
            "Graduates by sex, 2031–2032",
        ),
        (
            "rows=college&columns=level&year=2032",
            "2032年各院校分培养层次在校生数",
            "Students enrolled by college and by level, 2032",
        ),
        (
            "measure=employment-rate&rows=level&level=senior",
            "2031–2032年分培养层次就业率（高级工）",
            "Employment rate (Senior worker) by level, 2031–2032",
        ),
        (
            "year=2031&level=nowhere&level=technician&sex=male",
            "2031年各院校在校生数（男）",
            "Students enrolled (Male) by college, 2031",
        ),
    ],
)
def test_the_question_is_told_as_a_sentence(query, chinese, english):
    assert title(query) == chinese
    assert title(query, "en") == english


def test_a_title_names_no_more_filters_than_a_line_holds():
    many = "&".join(f"level={level}" for level in ("senior", "technician", "intermediate"))
    routes = "&".join(f"entry_route={route}" for route in ("junior-leaver", "senior-leaver"))
    assert title(f"{many}&{routes}&sex=male", "en").startswith(
        "Students enrolled (of what was chosen)"
    )


def test_a_question_without_an_answer_still_has_a_title(client):
    assert title("rows=sex&columns=sex") == "分性别在校生数"
    assert title("rows=year&columns=year") == "分年份在校生数"
    page = client.get("/enrollment/?rows=sex&columns=sex").content.decode()
    assert '<h1 id="question">分性别在校生数</h1>' in page
    assert 'class="answer"' not in page


def test_below_the_title_stand_the_newest_total_and_its_change(client):
    page = client.get("/enrollment/").content.decode()
    assert "2032年在校生数为880人，比上年增加80人，增长10.0%" in page
    assert page.index('class="answer"') < page.index("<table") < page.index("<figure")
    assert "2031–2032年初步数。点任一数字看出处。" in page


def test_totals_with_gaps_are_told_and_not_compared(client):
    page = client.get("/enrollment/?measure=employed").content.decode()
    assert "2032年毕业生就业人数为164人（部分数据暂缺）" in page


def test_a_rate_stands_alone_in_its_cell_and_its_numbers_in_the_passport(client):
    page = client.get("/enrollment/?measure=employment-rate&rows=sex&columns=year")
    cells = re.findall(r'<td class="num">(.*?)</td>', page.content.decode(), re.DOTALL)
    told = [re.sub(r"<[^>]+>|\s", "", cell) for cell in cells]
    assert "80.0%" in told
    assert not any("/" in cell for cell in told)
    passport = client.get("/enrollment/number/?measure=employment-rate&year=2031").content.decode()
    assert "160 / 200" in passport


def test_ready_questions_are_there_where_nothing_was_asked_and_each_has_an_answer(client):
    page = client.get("/enrollment/")
    assert len(page.context["questions"]) == 5
    assert 'class="ready' in page.content.decode()
    for _words, query in ready_questions():
        answered = client.get(f"/enrollment/?{query}")
        assert answered.status_code == 200
        assert answered.context["table"] is not None
        assert 'class="ready' not in answered.content.decode()


def test_what_was_chosen_can_be_taken_back_one_by_one(client):
    query = "level=senior&level=technician&sex=male&rows=college"
    filters = client.get(f"/enrollment/?{query}").context["filters"]
    taken_back = {one.label: QueryDict(one.query) for one in filters.chosen_values}
    assert set(taken_back) == {"高级工", "预备技师（技师）", "男"}
    assert taken_back["高级工"].getlist("level") == ["technician"]
    assert taken_back["男"].getlist("level") == ["senior", "technician"]
    assert "sex" not in taken_back["男"]
    for query in taken_back.values():
        assert client.get(f"/enrollment/?{query.urlencode()}").context["filters"].problems == []


def test_hostile_values_stay_text_in_the_title(client):
    page = client.get("/enrollment/?level=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert "<script>alert" not in page
