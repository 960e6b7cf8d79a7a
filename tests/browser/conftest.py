"""A portal with facts and sample, served once, and a Chromium that tolerates no fault in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from qingdao_techedu.accounts.actions import make_sample_sign_ins
from qingdao_techedu.facts import loading, sampling

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 390, 1280

# Playwright keeps an event loop in this thread; the tests' own queries are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(autouse=True)
def _plain_settings() -> None:
    """The server runs for the whole session: no settings that change from test to test."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> Iterator[None]:
    """A test database of its own: pytest-django makes one only for tests that ask for it."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        loading.load()
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of the running portal. Its data lasts for the session: leave it as it was."""
    django_settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    with django_db_blocker.unblock():
        sampling.load()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def sign_ins(site, tmp_path_factory) -> dict[str, str]:
    """The password of the sample user of each role."""
    made = make_sample_sign_ins(tmp_path_factory.mktemp("accounts") / "sign-ins.txt")
    return dict(line.split() for line in made)


@pytest.fixture(scope="session")
def chromium(site) -> Iterator[Browser]:
    """One browser, started after the database: it brings an event loop into this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site) -> Iterator[Callable[..., Page]]:
    """Opens a window on an address; at the end no window may have met a fault."""
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
    assert not faults


def watch(page: Page, site: str, faults: list[str]) -> None:
    """Note what a page must never do: ask another host, fail, or complain in the console."""
    host = urlsplit(site).netloc

    def note_request(request):
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != host:
            faults.append(f"{page.url} asks {request.url}")

    def note_response(response):
        if response.status >= 500:
            faults.append(f"{response.url} answers {response.status}")

    def note_message(message):
        # Chromium also reports the 404 page itself, which is asked for on purpose.
        if message.type in {"error", "warning"} and "404 (Not Found)" not in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("request", note_request)
    page.on("response", note_response)
    page.on("console", note_message)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: note_failure(request, faults))


def note_failure(request, faults: list[str]) -> None:
    # A download or a click ends a navigation in favor of another: that is no fault.
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"{request.url} fails: {request.failure}")
