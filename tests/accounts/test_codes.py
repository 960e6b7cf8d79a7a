"""A code is accepted once, by whichever process, and however its digits are typed."""

from __future__ import annotations

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
STEP = 30


@pytest.fixture
def moment():
    """The first second of a step, at which the clock stands still."""
    with time_machine.travel(time.time() // STEP * STEP + STEP, tick=False) as clock:
        yield clock


def sign_in(code: str) -> bool:
    """Whether somebody with the right password and this code comes in, at another worker."""
    cache.clear()  # its memory is its own
    client = Client()
    client.post("/accounts/login/", {"login": "editor", "password": PASSWORD})
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    return answer.status_code == 302


@pytest.mark.parametrize("seconds", [0, 1, 29, 31, 34, 59])
def test_a_used_code_is_refused_as_long_as_it_could_be_valid(
    person, with_app, code_of, moment, seconds
):
    with_app(person("editor"))
    code = code_of(later=1)  # of an app whose clock is fast: the one that is valid longest
    assert sign_in(code)
    moment.shift(seconds)
    assert not sign_in(code)


def test_neither_is_one_of_before_but_the_next_one_is_accepted(person, with_app, code_of, moment):
    with_app(person("editor"))
    before, now, following = (code_of(later=step) for step in (-1, 0, 1))
    assert sign_in(now)
    assert not sign_in(before)
    assert sign_in(following)


def test_the_code_that_set_an_app_up_opens_nothing(client, person, enter, code_of, moment):
    person("editor")
    enter("editor")
    client.get("/accounts/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = code_of(secret)
    assert client.post("/accounts/second-factor/totp/activate/", {"code": code}).status_code == 302
    assert not sign_in(code)
    assert sign_in(code_of(secret, later=1))


def test_a_used_code_does_not_open_what_asks_for_it_again(
    client, person, with_app, enter, code_of, moment
):
    with_app(person("editor"))
    enter("editor")
    code = code_of()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    cache.clear()
    again = client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert again.status_code == 200
    assert "code" in again.context["form"].errors


def test_who_types_a_used_code_is_told_to_wait_and_is_not_counted_for_wrong(
    person, with_app, code_of, moment
):
    with_app(person("editor"))
    assert sign_in(code_of())
    cache.clear()
    client = Client()
    client.post("/accounts/login/", {"login": "editor", "password": PASSWORD})
    page = client.post(f"/en{reverse('mfa_authenticate')}", {"code": code_of()})
    assert "Wait for the next one" in page.content.decode()
    assert not AccessAttempt.objects.exists()


def test_two_workers_that_read_a_recovery_code_at_once_accept_it_once(person, with_app):
    user = with_app(person("editor"))
    found = Authenticator.objects.filter(user=user, type="recovery_codes")
    here, there = found.get().wrap(), found.get().wrap()
    code = here.get_unused_codes()[0]
    assert [here.validate_code(code), there.validate_code(code)] == [True, False]


def wide(text: str) -> str:
    return text.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})


@pytest.mark.parametrize(
    "typed",
    [
        wide,
        lambda code: f"{code[:3]} {code[3:]}",
        lambda code: f"　{wide(code[:3])}　{wide(code[3:])}　",
        lambda code: f"{code[:3]}\u200b\u00a0{code[3:]}",
        lambda code: f"{code[:3]}-{code[3:]}",
    ],
)
def test_full_width_digits_and_spaces_are_understood(person, with_app, code_of, moment, typed):
    user = with_app(person("editor"))
    assert sign_in(typed(code_of()))
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    assert sign_in(typed(recovery.get_unused_codes()[0]))
    assert not AccessAttempt.objects.exists()


def test_full_width_digits_set_an_app_up(client, person, enter, code_of, moment):
    person("editor")
    enter("editor")
    client.get("/accounts/second-factor/totp/activate/")
    code = wide(code_of(client.session["mfa.totp.secret"]))
    assert client.post("/accounts/second-factor/totp/activate/", {"code": code}).status_code == 302


def test_a_password_is_taken_as_it_is_typed(person):
    person("editor")
    client = Client()
    for password in (PASSWORD.replace("2024", "２０２４"), f" {PASSWORD}", f"{PASSWORD} "):
        sent = client.post("/accounts/login/", {"login": "editor", "password": password})
        assert sent.status_code == 200
