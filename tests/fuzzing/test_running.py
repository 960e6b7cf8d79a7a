"""A small run of ``bin/fuzz``: no line of the map answers what nobody expects by a fault."""

from __future__ import annotations

from collections import Counter

import pytest

from fuzzing import pages, running
from fuzzing.asking import ROLES, OddRequest, make
from fuzzing.routes import placed, routes
from fuzzing.seeds import Seeds
from fuzzing.sending import Sender

SEED, LOOKS, REQUESTS = 15, 40, 160

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queries_alone")]


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """What is asked for is there."""


@pytest.fixture
def people(staff):
    return {role: staff(role) for role in ROLES if role != "visitor"}


def no_forms(role: str, address: str) -> list[pages.PageForm]:
    return []


def test_odd_requests_are_answered(people):
    sender = Sender()
    seeds = running.learn(sender, enough=LOOKS)
    found = running.ask(SEED, range(REQUESTS), seeds, sender)
    assert [f"{one.asked}\n{one.trace}" for one in found.failures] == []
    assert found.statuses.total() == REQUESTS
    assert {status // 100 for _role, status in found.statuses} >= {2, 3, 4}


def test_a_fault_is_seen_and_told_with_what_brought_it_about(people, monkeypatch):
    def fail(request):
        raise RuntimeError("broken for the test")

    monkeypatch.setattr("qingdao_techedu.portal.home.home.__code__", fail.__code__)
    status, failure = Sender().send(OddRequest(7, "visitor", "/"))
    assert status == 500 and failure is not None
    assert failure.what == "RuntimeError: broken for the test"
    assert "visitor GET /" in str(failure.asked)


def test_the_same_seed_asks_the_same():
    seeds = Seeds(routes())
    seeds.learn("/colleges/qd-002/?q=a")
    first, again, other = (
        [str(make(seed, number, seeds, no_forms)) for number in range(200)] for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_every_line_of_the_map_is_asked_by_staff_and_a_quarter_comes_from_visitors():
    seeds = Seeds(routes())
    many = range(4 * len(seeds.routes))
    asked = [make(1, number, seeds, no_forms) for number in many]
    roles = Counter(one.role for one in asked)
    assert set(roles.values()) == {len(seeds.routes)}
    assert set(roles) == set(ROLES)


def test_the_map_has_the_desk_the_accounts_and_the_api_in_it():
    forms = {route.form for route in routes()}
    assert {
        "/",
        "/colleges/%(code)s/",
        "/admin/colleges/college/%(object_id)s/change/",
        "/admin/colleges/college/%(_0)s/history/%(_1)s/",
        "/accounts/second-factor/webauthn/keys/%(pk)s/remove/",
        "/api/v1/datasets/colleges/records/%(code)s",
    } <= forms


def test_an_address_is_known_by_its_line_in_both_languages():
    for prefix in ("", "/en"):
        assert placed(f"{prefix}/colleges/qd-002/") == ("colleges/<name:code>/", {"code": "qd-002"})
    assert placed("/enrollment/")[0] == "enrollment/"
    assert placed("/nowhere/at/all") == ("", {})


def test_a_form_is_read_as_a_browser_has_it():
    page = pages.read(
        "/admin/x/",
        "text/html; charset=utf-8",
        b"""<a href="?page=2">2</a><a href="https://example.org/">out</a>
        <form method="post"><input name="a" value="1"><input type="checkbox" name="b">
        <select name="c"><option value="1"><option value="2" selected></select>
        <textarea name="d">long</textarea><button name="e" value="go"></form>""",
    )
    [form] = page.forms
    assert page.links == ["/admin/x/?page=2"]
    assert (form.action, form.method) == ("/admin/x/", "POST")
    assert [(one.name, one.value) for one in form.fields] == [
        ("a", "1"),
        ("b", ""),
        ("c", "2"),
        ("d", "long"),
        ("e", "go"),
    ]
