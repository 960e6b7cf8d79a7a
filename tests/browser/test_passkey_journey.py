"""A passkey is added and opens the desk alone; an app's code does after a password."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.test import override_settings
from playwright.sync_api import Page, expect

from qingdao_techedu.accounts import roles
from tests.browser.test_axe import RULES
from tests.browser.watching import watch

OWN_PAGES = [
    "",
    "password/change/",
    "logout/",
    "second-factor/",
    "second-factor/recovery-codes/",
    "second-factor/recovery-codes/generate/",
    "second-factor/totp/deactivate/",
    "second-factor/webauthn/",
    "second-factor/webauthn/add/",
]
PASSWORD = "seven-Bridges-2024"


@pytest.fixture
def editor(site) -> Iterator[User]:
    """Somebody of the staff with a password and nothing else, while a second factor is required."""
    user = User.objects.create_user("has-passkey", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=roles.EDITOR.group_name))
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        yield user
    user.delete()


@pytest.fixture
def window(chromium, site) -> Iterator[Page]:
    """A window on a host with a name, as passkeys need, with an authenticator built in."""
    named = site.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=named, locale="en")
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    watch(page, named, faults)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()
    assert not faults


def sign_in(page: Page) -> None:
    page.goto("/en/admin/")
    page.locator("#id_login").fill("has-passkey")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()


def sign_out(page: Page) -> None:
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()


def test_a_passkey_is_enough_to_come_to_the_desk(window, editor):
    sign_in(window)
    expect(window).to_have_url(re.compile("/en/accounts/second-factor/required/"))
    window.get_by_role("link", name="Passkey", exact=True).click()
    window.get_by_label("Name of the passkey").fill("Office")
    window.get_by_role("button", name="Add the passkey").click()
    expect(window.locator(".recovery-codes li")).to_have_count(10)
    assert Authenticator.objects.filter(user=editor, type="webauthn").count() == 1

    sign_out(window)
    window.goto("/en/admin/colleges/college/")
    window.get_by_role("button", name="Sign in with a passkey").click()
    expect(window).to_have_url(re.compile(r"^[^?]*/en/admin/colleges/college/$"))

    sign_out(window)
    sign_in(window)
    window.get_by_role("button", name="Use a passkey").click()
    expect(window.locator("#site-name")).to_be_visible()


def test_a_passkey_that_is_not_there_is_told_in_words(window, editor):
    window.goto("/en/accounts/login/")
    window.get_by_role("button", name="Sign in with a passkey").click()
    expect(window.get_by_role("alert")).to_contain_text("The passkey was not used")


def test_an_app_is_set_up_and_no_page_on_the_way_has_a_violation(chromium, site, editor):
    context = chromium.new_context(base_url=site, bypass_csp=True, locale="en")
    context.set_default_timeout(10_000)
    page = context.new_page()
    found = []

    def look() -> None:
        results = Axe().run(page, options=RULES).response["violations"]
        found.extend(f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in results)

    sign_in(page)
    look()
    page.get_by_role("link", name="App with codes").click()
    look()
    secret = page.locator(".secret").inner_text()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Code that the app shows").fill(code)
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    for address in OWN_PAGES:
        page.goto(f"/en/accounts/{address}")
        look()
    sign_out(page)
    sign_in(page)
    look()
    recovery = Authenticator.objects.get(user=editor, type="recovery_codes").wrap()
    page.locator("#id_code").fill(recovery.get_unused_codes()[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#site-name")).to_be_visible()
    context.close()
    assert not found
