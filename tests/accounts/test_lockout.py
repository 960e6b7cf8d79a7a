"""Too many wrong passwords close the door, by name and by address, and a page says how long."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
MORNING = datetime.datetime(2026, 11, 27, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _few(settings):
    """So that a test need not try thirty names."""
    settings.FAILURES_OF_ADDRESS = 6
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1000/m/ip"}


def wrong(client, name: str, prefix: str = "", **more):
    return client.post(f"{prefix}{LOGIN}", {"login": name, "password": "wrong"}, **more)


def right(client, name: str, **more):
    return client.post(LOGIN, {"login": name, "password": PASSWORD}, **more)


def try_names(client, count: int, **more):
    return [wrong(client, f"name-{number}", **more) for number in range(count)]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_after_too_many_attempts_says_how_long_to_wait(client, prefix, settings):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        response = wrong(client, "somebody", prefix)
    assert response.status_code == 429
    assert "accounts/lockout.html" in [template.name for template in response.templates]
    assert " 15 " in response.content.decode()
    assert response.headers["Retry-After"] == str(15 * 60)


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "您的网络地址"), ("/en", "from your network address")]
)
def test_an_address_that_tries_many_names_has_to_wait(client, prefix, words, settings):
    assert {one.status_code for one in try_names(client, settings.FAILURES_OF_ADDRESS)} == {200}
    response = wrong(client, "one-more", prefix)
    page = response.content.decode()
    assert response.status_code == 429
    assert words in page and " 15 " in page
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60


def test_it_is_kept_out_with_a_right_password_too(client, person, settings):
    person("editor")
    try_names(client, settings.FAILURES_OF_ADDRESS)
    assert right(client, "editor").status_code == 429
    assert right(client, "editor", REMOTE_ADDR="10.9.9.9").status_code == 302


def test_another_browser_is_the_same_address(client, settings):
    for number in range(settings.FAILURES_OF_ADDRESS):
        wrong(client, f"name-{number}", HTTP_USER_AGENT=f"browser {number}")
    assert wrong(Client(), "one-more").status_code == 429


def test_who_signed_in_from_there_lately_still_may(client, person, settings):
    person("editor")
    assert right(client, "editor").status_code == 302
    client.post("/accounts/logout/")
    try_names(Client(), settings.FAILURES_OF_ADDRESS)
    assert right(client, "editor").status_code == 302
    client.post("/accounts/logout/")
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        response = wrong(Client(), "editor")
    assert response.status_code == 429  # by the limit of a name, as ever


def test_a_sign_in_of_long_ago_makes_nobody_known(client, person, settings):
    person("editor")
    right(client, "editor")
    AccessLog.objects.update(attempt_time=MORNING - datetime.timedelta(days=400))
    try_names(Client(), settings.FAILURES_OF_ADDRESS)
    assert right(Client(), "editor").status_code == 429


def test_waiting_ends_though_somebody_goes_on_trying(client, settings):
    with time_machine.travel(MORNING, tick=False) as clock:
        try_names(client, settings.FAILURES_OF_ADDRESS)
        clock.shift(datetime.timedelta(minutes=10))
        response = wrong(client, "impatient")
        assert response.status_code == 429
        assert response.headers["Retry-After"] == str(5 * 60)
        assert " 5 " in response.content.decode()
        clock.shift(datetime.timedelta(minutes=5, seconds=1))
        assert wrong(client, "patient").status_code == 200


def test_a_sign_in_that_succeeds_forgets_no_failure_of_others(client, person, settings):
    person("editor")
    try_names(client, settings.FAILURES_OF_ADDRESS - 1)
    assert right(client, "editor").status_code == 302
    client.post("/accounts/logout/")
    wrong(client, "another")
    assert wrong(client, "one-more").status_code == 429


def test_wrong_codes_count_for_the_address(client, person, with_app, enter, settings):
    with_app(person("editor"))
    try_names(client, settings.FAILURES_OF_ADDRESS - 1)
    enter("editor")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong(Client(), "one-more").status_code == 429
    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert response.status_code == 429


def test_a_right_code_is_not_looked_at_while_the_address_waits(
    client, person, with_app, enter, code_of, settings
):
    with_app(person("editor"))
    enter("editor")
    try_names(Client(), settings.FAILURES_OF_ADDRESS)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of()}).status_code == 429
    assert client.get("/admin/").status_code == 302


def test_a_forged_address_does_not_help(client, settings):
    for number in range(settings.FAILURES_OF_ADDRESS):
        wrong(client, f"name-{number}", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert wrong(client, "one-more", HTTP_X_FORWARDED_FOR="10.0.1.1").status_code == 429


def test_behind_a_proxy_what_the_visitor_forged_does_not_help(client, settings):
    settings.PROXIES = 1
    for number in range(settings.FAILURES_OF_ADDRESS):
        wrong(client, f"name-{number}", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 192.0.2.1")
    assert wrong(client, "more", HTTP_X_FORWARDED_FOR="10.0.1.1, 192.0.2.1").status_code == 429
    assert wrong(client, "more", HTTP_X_FORWARDED_FOR="10.0.1.1, 192.0.2.2").status_code == 200


def test_a_network_of_version_6_is_one_address(client, settings):
    for number in range(settings.FAILURES_OF_ADDRESS):
        wrong(client, f"name-{number}", REMOTE_ADDR=f"2001:db8::{number + 1}")
    assert wrong(client, "more", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert wrong(client, "more", REMOTE_ADDR="2001:db8:0:1::1").status_code == 200
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {
        "2001:db8::",
        "2001:db8:0:1::",
    }


def test_without_an_address_signing_in_is_counted_all_the_same(client, settings):
    responses = try_names(client, settings.FAILURES_OF_ADDRESS + 1, REMOTE_ADDR="")
    assert responses[-1].status_code in {403, 429}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address", ["/accounts/invitation/1/no-token/", "/accounts/password/reset/key/1-no-token/"]
)
def test_links_are_not_guessed_without_end(client, prefix, address):
    for _attempt in range(20):
        assert client.get(f"{prefix}{address}").status_code in {200, 410}
    response = client.get(f"{prefix}{address}")
    assert response.status_code == 429
    assert "error-page" in response.content.decode()
