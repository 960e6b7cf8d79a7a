"""What is not public now is behind no door: not on its own page, nor between the lines of others.

The doors are those of the map; whoever adds one with a part of a new name is asked what it may be.
"""

from __future__ import annotations

import re
from difflib import unified_diff
from urllib.parse import quote

import pytest

from colleges.enrollment.models import Release
from colleges.enrollment.releases import actions as releasing
from colleges.models import College
from qingdao_techedu.publishing import actions
from tests.doors.addresses import addresses, doors, filled, parts_of
from tests.doors.conftest import FIGURE, HOUR, NOON, SECRET
from tests.doors.reading import answer, answers

pytestmark = pytest.mark.django_db
MARKS = (SECRET, str(FIGURE), f"{FIGURE:,}")
# A part of an address that would lead to something hidden, and one that leads to nothing.
TWINS = [
    ("code", "qd-hid", "qd-non"),
    ("code", "f-hid", "f-non"),
    ("slug", "c-hid", "c-non"),
    ("slug", "p-hid", "p-non"),
    ("slug", "s-hid", "s-non"),
    ("scheme", "scheme-hid", "scheme-non"),
    ("year", "2032", "2072"),
    ("year", "2033", "2073"),
    ("year", "2029", "2079"),
    ("version", "2", "7"),
    ("key", "qd-hid", "qd-non"),
    ("key", "f-hid", "f-non"),
    ("key", "c-hid", "c-non"),
    ("key", "p-hid", "p-non"),
    ("key", "2032/1", "2072/1"),
    ("key", "2030/2", "2030/7"),
    ("key", "2033/1", "2073/1"),
    ("key", "star-of-future-artisans/2029", "star-of-future-artisans/2079"),
]
KINDS = ["college", "release", "round", "conference", "programme", "reportedfigure", "specialty"]
# The same of what is asked behind the question mark.
ASKED = [
    ("q", SECRET, "秘无"),
    ("college", "qd-hid", "qd-non"),
    ("specialty", "s-hid", "s-non"),
    ("scheme", "scheme-hid", "scheme-non"),
    ("year", "2032", "2072"),
    ("year", "2029", "2079"),
    ("receipt", "HIDDEN", "NOTHIN"),
]
LISTS = ("_list", "_rows", "enrollment", "data_set", "award", "release", "correction_log")


def marks_in(told: dict[str, tuple[int, str, str]]) -> dict[str, list[str]]:
    found = {
        address: [mark for mark in MARKS if mark in text] for address, (*_s, text) in told.items()
    }
    return {address: marks for address, marks in found.items() if marks}


def differences(before: dict, after: dict) -> dict[str, list[str]]:
    """The lines that only one of two answers has, by address."""
    return {
        address: [
            line
            for line in unified_diff(
                *map(_lines, (before[address], after[address])), n=0, lineterm=""
            )
            if line[:1] in "+-" and line[:3] not in ("+++", "---")
        ][:6]
        for address in before
        if before[address] != after[address]
    }


def _lines(told: tuple[int, str, str]) -> list[str]:
    status, where, text = told
    return [str(status), where, *re.split(r"\n|(?<=, )|(?<=>)", text)]


def alike(told: tuple[int, str, str], asked: str) -> tuple[int, str, str]:
    """An answer without what was asked for, however an address writes it."""
    status, where, text = told
    for way in (asked, quote(asked), quote(asked, safe="")):
        pattern = (
            rf"(?<=/|=|F|\"|“){re.escape(way)}(?![0-9])" if way.isdecimal() else re.escape(way)
        )
        where, text = re.sub(pattern, "…", where), re.sub(pattern, "…", text)
    return status, where, text


def test_every_part_of_every_address_is_known_to_the_walk(values):
    """A new door names its parts like the others, or says in ``values`` what they may be."""
    unknown = {name: route for _door, route in doors() for name in parts_of(route)}
    assert {name: unknown[name] for name in unknown.keys() - values.keys()} == {}


def test_no_door_answers_otherwise_because_something_hidden_is_there(client, values, hidden):
    """Neither names nor counts, choices, pages, signs of later pages or moments give it away."""
    asked = list(addresses(values))
    before = answers(client, asked)
    assert sum(status == 200 for status, *_rest in before.values()) > 150
    assert marks_in(before) == {}
    hidden()
    after = answers(client, asked)
    assert marks_in(after) == {}
    assert differences(before, after) == {}


def test_the_address_of_something_hidden_answers_as_that_of_nothing(client, values, hidden):
    hidden()
    compared = 0
    for name, secret, nothing in TWINS:
        some = {part: found[:1] for part, found in values.items()}
        some |= {"kind": [*values["kind"][:1], *KINDS, "star-of-future-artisans"]}
        for _door, route in doors():
            if name not in parts_of(route):
                continue
            pairs = zip(
                filled(route, {**some, name: [secret]}),
                filled(route, {**some, name: [nothing]}),
                strict=True,
            )
            for ours, theirs in pairs:
                compared += 1
                assert alike(answer(client, ours), secret) == alike(
                    answer(client, theirs), nothing
                ), ours
    assert compared > 150


def test_asking_for_something_hidden_is_answered_as_asking_for_nothing(client, values, hidden):
    hidden()
    for version in ("2", "7"):  # of two versions to compare, one may be hidden
        compared = f"/enrollment/releases/2030/1/changes/?from={version}"
        assert answer(client, compared)[0] == 404
    some = {part: found[:1] for part, found in values.items()} | {"dataset": values["dataset"]}
    for door, route in doors():
        if not any(part in door for part in LISTS):
            continue
        for address in filled(route, {**some, "suffix": ["csv"]}):
            for name, secret, nothing in ASKED:
                ours, theirs = (
                    alike(answer(client, f"{address}?{name}={quote(value)}"), value)
                    for value in (secret, nothing)
                )
                assert ours == theirs, (address, name, secret)


def test_at_its_minute_a_release_is_everywhere_and_not_a_second_before(
    client, clock, kept_pages, values, hidden
):
    """Pages that were kept a moment before are not shown a moment after."""
    hidden()
    own = [
        "/enrollment/releases/2032/1/",
        "/enrollment/releases/2032/1.csv",
        "/api/v1/enrollment/releases/2032/1",
        "/changes/release/2032/1/",
        "/changes/release/2030/2/",
    ]
    telling = [
        "/enrollment/?year=2032",
        "/enrollment/table.csv?year=2032",
        "/enrollment/number/?measure=enrolled&year=2032",
        "/data/enrollment.csv",
        "/api/v1/datasets/enrollment/rows?limit=1000",
        "/enrollment/releases/",
        "/api/v1/enrollment/releases",
    ]
    clock.move_to(NOON + HOUR)
    clock.shift(-1)
    for _visit in range(2):  # the second reads what was kept at the first
        assert {answer(client, address)[0] for address in own} == {404}
        assert marks_in(answers(client, telling)) == {}
    clock.shift(1)
    told = answers(client, [*own, *telling])
    assert {status for status, *_rest in told.values()} == {200}
    assert {address for address in telling[:5] if address not in marks_in(told)} == set()
    assert "2032" in told["/enrollment/releases/"][2]
    assert "2032" in told["/api/v1/enrollment/releases"][2]
    assert f"{SECRET}更正" in answer(client, "/enrollment/releases/2030/2/")[2]


def test_nominations_are_told_while_their_window_is_open_and_not_a_second_longer(
    client, clock, kept_pages, hidden
):
    hidden()
    page = "/awards/2019/national-scholarship/"
    doors_of = [page, f"{page}print/", f"/en{page}"]
    for moment, is_told in ((1, False), (0, True), (-3599, True), (-3600, False)):
        clock.move_to(NOON + HOUR)
        clock.shift(-moment)
        for _visit in range(2):
            told = answers(client, doors_of)
            assert {f"{SECRET}丙" in text for _s, _w, text in told.values()} == {is_told}, moment
            assert ("national-scholarship" in answer(client, "/awards/feed.atom")[2]) is is_told


def test_the_history_of_a_release_begins_with_the_minute_at_which_it_became_public(
    client, clock, hidden
):
    release = hidden()["embargoed"]
    release.refresh_from_db()
    clock.move_to(NOON + HOUR)
    page = client.get("/changes/release/2032/1/")
    moments = [event.at for event in page.context["page"]]
    assert moments == [NOON + HOUR]


def test_of_a_release_withdrawn_before_its_minute_nobody_learns(client, clock, values, hidden):
    asked = list(addresses({**values, "year": ["2032"], "key": ["2032/1"], "kind": ["release"]}))
    found = hidden()
    releasing.withdraw(found["embargoed"], by=found["reviewer"], zh=f"{SECRET}理由")
    for moment in (NOON, NOON + 2 * HOUR):
        clock.move_to(moment)
        told = answers(client, asked)
        assert {a for a, (_s, _w, text) in told.items() if f"{SECRET}理由" in text} == set()
        assert told["/enrollment/releases/2032/1/"][0] == 404
        assert told["/changes/release/2032/1/"][0] == 404
        assert told["/api/v1/enrollment/releases/2032/1"][0] == 404


def test_once_published_each_thing_is_at_its_address_in_its_lists_and_in_its_files(client, hidden):
    found = hidden()
    for name in ("college", "conference", "draft"):
        record = found[name]
        record.refresh_from_db()
        record.publication = "published"
        record.save()
    actions.approve(found["proposal"], by=found["reviewer"])
    doors_of = {
        "college": [
            "/colleges/qd-hid/",
            "/colleges/",
            "/data/colleges.csv",
            "/specialties/welding/",
        ],
        "link": ["/colleges/qd-002/"],
        "figure": ["/figures/f-hid/", "/figures/", "/data/figures.csv", "/colleges/qd-hid/"],
        "quoted": [f"{found['college'].participations.first().conference.get_absolute_url()}"],
        "conference": ["/conferences/c-hid/", "/conferences/", "/data/conferences.csv", "/"],
        "programme": ["/programmes/p-hid/"],
        "round": ["/awards/2029/star-of-future-artisans/", "/awards/2029/"],
        "source": ["/about/"],
        "specialty": ["/specialties/s-hid/", "/specialties/", "/data/specialties.csv"],
        "scheme": ["/chains/scheme-hid/", "/chains/"],
        "renamed": ["/colleges/qd-003/", "/changes/college/qd-003/"],
        "histories": [
            "/changes/college/qd-hid/",
            "/changes/reportedfigure/f-hid/",
            "/changes/programme/p-hid/",
            "/changes/round/star-of-future-artisans/2029/",
            "/changes/specialty/s-hid/",
        ],
        "api": [
            "/api/v1/datasets/colleges/records/qd-hid",
            "/api/v1/datasets/figures/records/f-hid",
            "/api/v1/datasets/conferences/records/c-hid",
            "/api/v1/datasets/specialties/records/s-hid",
            "/api/v1/datasets/colleges/changes?since=2000-01-01&limit=1000",
        ],
    }
    told = answers(client, [address for found in doors_of.values() for address in found])
    assert {address: status for address, (status, *_rest) in told.items() if status != 200} == {}
    unnamed = [*doors_of["histories"], *doors_of["round"], doors_of["api"][-1]]  # by code alone
    named = told.keys() - set(unnamed)
    assert named - marks_in(told).keys() == set()


def test_what_was_withdrawn_is_told_of_by_its_explanation_alone(client, values, hidden):
    """At its own address, in its history and to programs that keep copies; nowhere else."""
    found = hidden()
    for name in ("college", "conference"):
        record = found[name]
        record.publication = "published"
        record.save()
    for name in ("college", "conference"):
        record = found[name]
        record.publication, record.withdrawal_zh = "withdrawn", "核实后撤回"
        record.save()
    mine = {
        **values,
        "code": ["qd-hid", "f-hid", "c-hid", "qd-002"],
        "slug": ["c-hid", "p-hid", "welding"],
    }
    mine |= {"key": ["qd-hid", "f-hid", "c-hid", "p-hid"], "kind": KINDS}
    told = answers(client, addresses(mine))
    assert marks_in(told) == {}
    gone = {address for address, (status, *_rest) in told.items() if status == 410}
    gone -= {"/preview/none/", "/en/preview/none/"}
    assert {
        "/colleges/qd-hid/",
        "/figures/f-hid/",
        "/conferences/c-hid/",
        "/programmes/p-hid/",
        "/changes/college/qd-hid/",
        "/changes/reportedfigure/f-hid/",
        "/changes/conference/c-hid/",
        "/changes/programme/p-hid/",
        "/awards/colleges/qd-hid/",
        "/api/v1/datasets/colleges/records/qd-hid",
        "/api/v1/datasets/figures/records/f-hid",
        "/api/v1/datasets/conferences/records/c-hid",
    } <= gone
    for address in gone:
        assert "核实后撤回" in told[address][2], address
    assert {status for status, *_rest in told.values()} <= {200, 301, 302, 400, 404, 410, 422}


def test_a_preview_shows_what_it_is_of_and_nothing_else_that_is_hidden(client, hidden):
    from qingdao_techedu.publishing.previews import token_for  # noqa: PLC0415

    found = hidden()
    page = client.get(f"/preview/{token_for(found['proposal'])}/").content.decode()
    assert f"{SECRET}专业" in page or f"{SECRET}新名" in page
    for word in (f"{SECRET}学院", f"{SECRET}会议", f"{SECRET}日报", str(FIGURE), "qd-hid"):
        assert word not in page


def test_a_head_request_tells_what_a_get_request_would(client, values, hidden):
    hidden()
    for address in (
        "/colleges/qd-hid/",
        "/changes/release/2032/1/",
        "/enrollment/releases/2032/1.csv",
    ):
        assert client.head(address).status_code == 404
        assert client.head(f"/en{address}").status_code == 404
    assert College.objects.filter(code="qd-hid").exists()
    assert Release.objects.filter(year=2032).exists()
