from __future__ import annotations

from itertools import islice

from audit.answers.addresses import MAX_AT_THE_DESK, MAX_QUESTIONS, MOST, Frontier

PAGE = "text/html"


def page(*links: str) -> bytes:
    return "".join(f'<a href="{link}">a</a>' for link in links).encode()


def all_of(addresses: Frontier, **bodies: bytes) -> list[str]:
    """Those that are given, where the home page answers with ``home``."""
    given = []
    for address in addresses:
        given.append(address)
        if address == "/":
            addresses.learn(address, PAGE, bodies.get("home", b""))
    return given


def test_each_line_without_a_place_is_asked_in_both_languages():
    given = all_of(Frontier([], of_staff=False))
    assert {"/", "/en/", "/colleges/", "/en/colleges/", "/enrollment/", "/en/enrollment/"} <= {
        *given
    }
    assert {"/api/v1/datasets", "/api/v1/datasets?lang=en"} <= {*given}
    assert len(given) == len({*given})


def test_links_are_followed_in_both_languages():
    given = all_of(Frontier([], of_staff=False), home=page("/en/enrollment/releases/2023/2/"))
    assert {"/enrollment/releases/2023/2/", "/en/enrollment/releases/2023/2/"} <= {*given}


def test_of_one_line_only_so_many_are_asked():
    colleges = [f"/colleges/c-{number}/" for number in range(MOST * 2)]
    questions = [f"/colleges/?q={number}" for number in range(MAX_QUESTIONS * 2)]
    given = all_of(Frontier([], of_staff=False), home=page(*colleges, *questions))
    assert len([one for one in given if one in colleges]) == MOST
    asked = [one for one in given if one.startswith("/colleges/?")]
    assert len(asked) == MAX_QUESTIONS


def test_a_line_that_nothing_led_to_is_filled_with_what_stands_elsewhere():
    given = all_of(Frontier([], of_staff=False), home=page("/colleges/qd-002/"))
    assert "/awards/colleges/qd-002/" in given


def test_records_of_the_api_are_those_of_its_rows():
    addresses = Frontier([], of_staff=False)
    given = []
    for address in addresses:
        given.append(address)
        if address == "/api/v1/datasets/chains/rows":
            rows = b'{"data": [{"scheme_code": "s", "code": "c"}]}'
            addresses.learn(address, "application/json", rows)
    assert "/api/v1/datasets/chains/records/s/c" in given


def test_each_line_is_asked_for_what_does_not_exist():
    given = {*all_of(Frontier([], of_staff=False))}
    assert {
        "/colleges/nothing-of-this-name/",
        "/awards/999999/999999/",
        "/colleges/?nothing-of-this-name=1",
    } <= given


def test_visitors_come_to_the_door_of_the_desk_once_a_line():
    given = all_of(Frontier([], of_staff=False))
    lines = [one for one in given if one.startswith("/admin/colleges/college/")]
    assert "/admin/colleges/college/add/" in lines
    assert not [one for one in lines if "nothing-of-this-name" in one]


def test_staff_is_asked_for_the_desk_and_does_not_sign_out():
    given = [*islice(Frontier([], of_staff=True), 2_000)]
    assert {"/admin/", "/en/admin/colleges/college/add/"} <= {*given}
    assert not [one for one in given if "logout" in one or one.startswith("/colleges/")]


def test_of_the_desk_fewer_records_are_opened():
    colleges = [f"/admin/colleges/college/{number}/change/" for number in range(MOST)]
    given = {*Frontier(colleges, of_staff=True)}
    assert len(given.intersection(colleges)) == MAX_AT_THE_DESK
