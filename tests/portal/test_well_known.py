"""What conventions ask for at fixed addresses."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_robots_are_led_to_the_site_map(client):
    text = client.get("/robots.txt").content.decode()
    lines = text.splitlines()
    assert lines[:4] == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        "Disallow: /view/",
    ]
    assert text.endswith("\nSitemap: http://testserver/sitemap.xml\n")


def test_the_icon_is_an_icon_of_several_sizes(client):
    response = client.get("/favicon.ico")
    assert response["Content-Type"] == "image/vnd.microsoft.icon"
    assert response["Cache-Control"] == "public, max-age=86400"
    body = response.content
    assert body[:6] == b"\0\0\1\0\3\0"
    assert [body[6 + 16 * place] for place in range(3)] == [16, 32, 48]
    assert body.count(b"\x89PNG") == 3


def test_nobody_is_named_for_weaknesses_until_somebody_is(client):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("secure", [False, True])
def test_whom_to_tell_of_a_weakness_and_until_when_it_holds(client, settings, secure):
    settings.SITE = {**settings.SITE, "security_contact": "mailto:security@example.org"}
    response = client.get("/.well-known/security.txt", secure=secure)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == "mailto:security@example.org"
    left = datetime.datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert datetime.timedelta(days=30) < left < datetime.timedelta(days=365)
    assert lines.get("Canonical") == (
        "https://testserver/.well-known/security.txt" if secure else None
    )


@pytest.mark.parametrize("address", ["/robots.txt", "/favicon.ico", "/.well-known/security.txt"])
def test_none_of_it_asks_the_database(client, settings, address):
    settings.SITE = {**settings.SITE, "security_contact": "tel:+86-532-0"}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == 0
