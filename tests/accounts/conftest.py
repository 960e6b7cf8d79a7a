"""People with a password, a second factor, and codes that it would show."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache

PASSWORD = "seven-Bridges-2024"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_requests_so_far():
    """Limits on requests are kept in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def person(staff) -> Callable[..., User]:
    """A member of the staff who can sign in."""

    def make(code: str, username: str = "") -> User:
        user = staff(code, username)
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


@pytest.fixture
def enter(client) -> Callable[..., object]:
    """Sends a user name and a password to the sign-in page."""
    return lambda login, password=PASSWORD, **more: client.post(
        "/accounts/login/", {"login": login, "password": password, **more}
    )


@pytest.fixture
def with_app() -> Callable[[User], User]:
    """Gives somebody an app for codes, and recovery codes."""

    def give(user: User) -> User:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
        return user

    return give


@pytest.fixture
def code_of() -> Callable[..., str]:
    """What an app shows for a secret, now or some steps of 30 seconds later."""
    return lambda secret=SECRET, later=0: format_hotp_value(
        hotp_value(secret, int(time.time()) // 30 + later)
    )
