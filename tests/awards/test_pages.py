"""Rolls and notices: to the minute, without names where they are not told, at a constant cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.paginator import EmptyPage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards import actions, names, rolls
from awards.models import Grant
from colleges.enrollment.models import Measure, Observation, Release
from colleges.enrollment.releases.actions import put_seal
from colleges.models import College, Specialty
from qingdao_techedu.records.provenance import Provenance
from tests.awards.conftest import HOUR, NAMES

pytestmark = pytest.mark.django_db
ROLL = "/awards/2025/outstanding-student/"
MINUTE = timedelta(minutes=1)


def main_of(response) -> str:
    return response.content.decode().split("<main")[1].split("</main")[0]


def names_on(client, address: str = ROLL, **headers) -> set[str]:
    page = client.get(address, headers=headers).content.decode()
    return {name for name in NAMES if name in page}


@pytest.fixture
def announced(now, round_, nominate, reviewer):
    for name in NAMES:
        nominate(name)
    start = actions.timezone.now() + HOUR
    return actions.publicize(round_, opens_at=start, closes_at=start + HOUR, by=reviewer)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_window_opens_and_closes_to_the_minute_while_nothing_runs(
    client, now, announced, prefix, kept_pages
):
    """Page, feed and kept copies are right at the next request, also for who holds an ETag."""
    address, feed = prefix + ROLL, f"{prefix}/awards/feed.atom"

    def held() -> dict[str, str]:
        return {one: client.get(one)["ETag"] for one in (address, feed)}

    assert names_on(client, address) == set()
    assert "<entry>" not in client.get(feed).content.decode()
    before = held()
    now.move_to(announced.publicity_from - MINUTE)
    assert names_on(client, address) == set()
    now.move_to(announced.publicity_from)
    assert names_on(client, address) == set(NAMES)
    assert client.get(address, headers={"If-None-Match": before[address]}).status_code == 200
    assert client.get(feed).content.decode().count("<entry>") == 1
    during = held()
    now.move_to(announced.publicity_until - MINUTE)
    assert client.get(address, headers={"If-None-Match": during[address]}).status_code == 304
    now.move_to(announced.publicity_until)
    for one, etag in during.items():
        response = client.get(one, headers={"If-None-Match": etag})
        assert response.status_code == 200
        assert not [name for name in NAMES if name in response.content.decode()]
    assert "<entry>" not in client.get(feed).content.decode()


@pytest.mark.parametrize("form", ["full", "masked", "hidden"])
def test_a_roll_prints_names_as_its_round_says(client, now, publicized, reviewer, form):
    type(publicized).objects.update(roll_name_form=form)
    now.shift(HOUR)
    actions.confer(publicized, by=reviewer)
    page = main_of(client.get(ROLL))
    for name in NAMES:
        assert (name in page) is (form == "full")
        assert (names.masked(name) in page) is (form == "masked")


def test_a_hidden_line_tells_neither_class_nor_specialty(client, grant, editor):
    type(grant.round).objects.update(shows_class=True, shows_specialty=True)
    assert "王小明" in main_of(client.get(ROLL))
    actions.take_down(grant, reason="本人申请", by=editor)
    page = main_of(client.get(ROLL))
    assert "王小明" not in page
    assert page.count("姓名不公开") == 1


@pytest.mark.parametrize("name", [*NAMES, "王", "买买提·艾力", "Ali Khan"])
def test_the_database_masks_a_name_as_the_code_does(nominate, name, round_):
    grant = nominate(name)
    type(round_).objects.update(name_form="masked")
    shown = Grant.objects.with_public_name().get(pk=grant.pk)
    assert shown.public_name == names.masked(name)


def test_a_class_is_no_person_and_is_never_masked(round_, nominate):
    grant = nominate("2023级焊接1班")
    type(round_.kind).objects.filter(pk=round_.kind_id).update(recipient="class")
    type(round_).objects.update(name_form="masked")
    assert Grant.objects.with_public_name().get(pk=grant.pk).public_name == "2023级焊接1班"


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        ROLL,
        f"{ROLL}print/",
        f"{ROLL}object/",
        "/awards/colleges/qd-002/",
        "/awards/verify/",
        "/awards/verify/many/",
        "/awards/objections/NOSUCHONE2/",
        "/data/awards.csv",
    ],
)
def test_pages_that_could_name_somebody_are_kept_from_robots_and_proxies(
    client, conferred, prefix, address
):
    response = client.get(prefix + address)
    assert response["X-Robots-Tag"] == "noindex, noarchive"
    assert "public" not in response.get("Cache-Control", "")
    assert "s-maxage" not in response.get("Cache-Control", "")


def test_pages_that_name_nobody_may_be_found(client, conferred):
    for address in ("/awards/", "/awards/2025/", "/awards/feed.atom"):
        assert "X-Robots-Tag" not in client.get(address)


def test_a_copy_that_still_holds_is_not_kept_by_a_proxy_either(client, conferred, kept_pages):
    etag = client.get(ROLL)["ETag"]
    response = client.get(ROLL, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response["Cache-Control"] == "private, max-age=0, must-revalidate"


def test_no_number_and_no_key_of_a_grant_stands_on_a_page(client, grant):
    for address in (ROLL, f"{ROLL}print/", "/awards/colleges/qd-002/", "/awards/2025/"):
        page = client.get(address).content.decode()
        assert grant.certificate_number not in page
        assert grant.number not in page
        assert f"/{grant.pk}/" not in page.split("<main")[1]


def students(college: str, value: int | None) -> None:
    release, _made = Release.objects.get_or_create(
        year=2025, version=1, provenance=Provenance.SAMPLE
    )
    Observation.objects.create(
        release=release,
        college=College.objects.get(code=college),
        specialty=Specialty.objects.first(),
        measure=Measure.objects.get(code="enrolled"),
        level="senior",
        entry_route="veteran",
        sex="female",
        value=value,
        symbol="" if value is not None else "x",
    )


def seal_figures() -> None:
    put_seal(Release.objects.get(year=2025))


def test_rates_are_sum_over_sum_of_the_colleges_whose_students_are_known(client, conferred):
    students("qd-002", 800)
    students("qd-001", None)
    seal_figures()
    whole = client.get(ROLL).context["whole"]
    assert {college.code: share.rate for college, share in whole.shown} == {
        "qd-002": 2.5,
        "qd-001": None,
    }
    assert (whole.overall.count, whole.overall.students, whole.overall.rate) == (2, 800, 2.5)
    assert whole.is_partial
    assert whole.count == 3


def test_students_who_are_told_with_other_colleges_make_no_rate(client, conferred):
    students("qd-002", 800)
    students("qd-001", 3)
    seal_figures()
    whole = client.get(ROLL).context["whole"]
    assert [share.rate for _college, share in whole.shown] == [None, None]
    assert not whole.has_rates


def test_of_very_many_colleges_those_with_most_recipients_are_shown(client, conferred, monkeypatch):
    monkeypatch.setattr(rolls, "MAX_SHARES", 1)
    response = client.get(f"/en{ROLL}")
    whole = response.context["whole"]
    assert [(college.code, share.count) for college, share in whole.shown] == [("qd-002", 2)]
    assert whole.count == 3
    assert "the 1 of 2 colleges with most recipients" in main_of(response)
    assert "awards.csv?year=2025" in response.content.decode()


def test_without_figures_there_is_no_rate_and_the_page_says_so(client, conferred):
    response = client.get(f"/en{ROLL}")
    assert not response.context["whole"].has_rates
    assert "no enrollment of that year is published" in main_of(response)


def test_a_roll_is_narrowed_to_a_college_and_never_to_a_name(client, conferred):
    assert names_on(client, f"{ROLL}?college=qd-001") == {"李雷"}
    response = client.get(f"{ROLL}?q=李雷")
    assert names_on(client, f"{ROLL}?q=x") == set(NAMES)
    assert "q" in str(response.context["filters"].problems[0])


@pytest.mark.parametrize("query", ["page=2", "page=x", "page=-1", "college=none", "page=%00"])
def test_a_page_that_does_not_exist_is_named_and_the_first_is_shown(client, conferred, query):
    response = client.get(f"{ROLL}?{query}")
    assert response.status_code == 200
    assert response.context["filters"].problems
    assert names_on(client, f"{ROLL}?{query}") == set(NAMES)


def test_pages_are_cut_by_places_and_a_place_given_up_stays_empty(conferred, reviewer):
    whole = rolls.roll_of(conferred)
    middle = whole.pages(1).page(2).object_list[0]
    actions.revoke(middle, reason="x", by=reviewer)
    pages = rolls.roll_of(conferred).pages(1)
    assert [len(pages.page(number)) for number in pages.page_range] == [1, 0, 1]
    with pytest.raises(EmptyPage):
        pages.page(4)


def test_a_roll_takes_as_many_queries_however_long_it_is(client, conferred):
    def asked() -> int:
        client.get(ROLL)
        with CaptureQueriesContext(connection) as queries:
            client.get(ROLL)
        return len(queries)

    before = asked()
    copies = list(conferred.grants.all())
    for number in range(1, 40):
        for one in copies:
            one.pk, one.certificate_number = None, f"{number:08}{one.place:04}"
            one.save()
    actions.set_in_order(conferred)
    assert asked() == before


def test_no_line_is_fetched_by_counting_the_lines_before_it(conferred):
    with CaptureQueriesContext(connection) as queries:
        rolls.roll_of(conferred).pages(2).page(2)
    told = [query["sql"] for query in queries if "awards_grant" in query["sql"]]
    assert len(told) == 1
    assert "OFFSET" not in told[0]
    assert "COUNT(" not in told[0]


def test_a_college_has_a_page_of_its_honors(client, conferred):
    page = client.get("/awards/colleges/qd-002/")
    lines = page.context["matrix"].lines
    assert [(line.year, [cell.count for cell in line.cells]) for line in lines] == [(2025, [2])]
    assert "王小明" not in main_of(page)
    assert "/awards/colleges/qd-002/" in client.get("/colleges/qd-002/").content.decode()
    assert client.get("/awards/colleges/none/").status_code == 404


def test_an_objection_has_a_receipt_under_which_its_answer_is_read(client, now, publicized, editor):
    form = client.get(f"{ROLL}object/").context["form"]
    now.shift(10)
    sent = {"whom": "李雷 某校", "text": "成绩有误", "contact": "c", "seen": form.initial["seen"]}
    response = client.post(f"{ROLL}object/", sent, follow=True)
    address = response.redirect_chain[-1][0]
    assert "成绩有误" in main_of(response)
    objection = publicized.objections.get()
    actions.answer_objection(objection, outcome="dismissed", answer="经查不属实", by=editor)
    page = client.get(address)
    assert "经查不属实" in main_of(page)
    assert "no-store" in page["Cache-Control"]
    assert client.get("/awards/objections/AAAAAAAAAA/").status_code == 404
    assert objection.receipt not in client.get(ROLL).content.decode()


def test_objections_end_with_the_window_and_machines_are_held_off(client, now, publicized):
    form = client.get(f"{ROLL}object/").context["form"]
    sent = {"whom": "x", "text": "y", "seen": form.initial["seen"]}
    assert client.post(f"{ROLL}object/", sent).status_code == 422  # too quick
    now.shift(10)
    assert client.post(f"{ROLL}object/", {**sent, "website": "z"}).status_code == 422
    for _time in range(10):
        assert client.post(f"{ROLL}object/", sent).status_code == 302
    assert client.post(f"{ROLL}object/", sent).status_code == 422  # too many
    now.shift(HOUR)
    late = client.post(f"{ROLL}object/", sent, REMOTE_ADDR="203.0.113.9")
    assert late.status_code == 422
    assert publicized.objections.count() == 10
