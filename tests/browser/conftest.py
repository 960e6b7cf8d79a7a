"""A portal with facts and sample, and a Chromium that tolerates no fault in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from qingdao_techedu.accounts.sample import make_sample_sign_ins
from qingdao_techedu.publishing.models import Proposal
from tests.browser.launching import launch
from tests.browser.watching import watch

PHONE, DESK = 390, 1280

# Playwright keeps an event loop in this thread; the tests' own queries are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(autouse=True)
def _plain_settings() -> None:
    """The server runs for all tests of the folder: no settings that change from test to test."""


@pytest.fixture(scope="package")
def db(django_db_setup, databases, django_db_blocker) -> Iterator[None]:
    """The sample as the server has it. In this folder nothing is rolled back after a test.

    Named as pytest-django's own, which makes a database only for tests that ask for ``db``.
    """
    with django_db_blocker.unblock(), databases.sample():
        yield


@pytest.fixture(scope="package")
def site(db) -> Iterator[str]:
    """The address of the running portal, over facts and sample. Leave its data as they were."""
    staticfiles = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": staticfiles}, REQUIRE_SECOND_FACTOR=False
    ):
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture(scope="package")
def sign_ins(site, tmp_path_factory) -> Iterator[dict[str, str]]:
    """The password of the sample user of each role."""
    made = make_sample_sign_ins(tmp_path_factory.mktemp("accounts") / "sign-ins.txt")
    passwords = dict(line.split() for line in made)
    yield passwords
    get_user_model().objects.filter(username__in=passwords).delete()


@pytest.fixture(scope="package")
def staff_cookie(site) -> Iterator[dict[str, str]]:
    """The cookie of somebody of the staff, for the pages that only staff see."""
    user = get_user_model().objects.create_superuser("looks-at-pages")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    yield {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    user.delete()


@pytest.fixture(scope="package")
def chromium(site) -> Iterator[Browser]:
    """One browser, started after the database: it brings an event loop into this thread."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site) -> Iterator[Callable[..., Page]]:
    """Opens a window on an address; at the end no window may have met a fault.

    What was proposed in the windows goes with them: the next test finds the desk without proposals.
    """
    faults: list[str] = []
    contexts = []

    def open_page(address: str, *, width: int = DESK, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 844},
            java_script_enabled=javascript,
            locale="zh-CN",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, site, faults)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    Proposal.objects.all().delete()
    assert not faults
