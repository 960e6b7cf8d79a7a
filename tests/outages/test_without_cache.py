"""While its cache is away the portal does what it does: nobody is kept out, nothing is lost."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from awards import attempts
from colleges.models import College
from qingdao_techedu.publishing.models import Proposal

pytestmark = pytest.mark.django_db
PASSWORD = "seven-Bridges-2024"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOST = {
    name: {
        "BACKEND": "qingdao_techedu.outages.caches.DatabaseCache",
        "LOCATION": f"a_table_that_was_dropped_{name}",
    }
    for name in ("default", "pages", "answers")
}
REFUSING = {
    name: {
        "BACKEND": "qingdao_techedu.outages.caches.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
    for name in LOST
}


@pytest.fixture(autouse=True, params=[LOST, REFUSING], ids=["lost tables", "no Redis"])
def _away(request, settings):
    settings.CACHES = request.param
    cache.set("anything", 1)
    assert cache.get("anything") is None


@pytest.fixture
def editor(staff):
    user = staff("editor")
    user.set_password(PASSWORD)
    user.email = "editor@example.org"
    user.save()
    return user


def enter(client, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": "editor", "password": password})


def test_one_signs_in_with_a_second_factor(client, editor, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    TOTP.activate(editor, SECRET)
    RecoveryCodes.activate(editor)
    assert enter(client).url == reverse("mfa_authenticate")
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 302  # a code opens once, all the same


def test_wrong_passwords_are_counted(client, editor, settings):
    statuses = [enter(client, "wrong").status_code for _one in range(settings.AXES_FAILURE_LIMIT)]
    assert statuses[-1] == 429
    assert enter(client).status_code == 429


def test_a_forgotten_password_is_replaced(client, editor, settings):
    settings.MAIL_IS_SENT = True
    client.post("/accounts/password/reset/", {"email": editor.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    new = "nine-Bridges-2026"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert enter(client, new).status_code == 302


def test_certificates_are_checked_and_checks_are_counted(client, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_AN_HOUR", 1)
    sent = {"number": "1234", "name": "某人"}
    assert client.post("/awards/verify/", sent).status_code == 200
    assert client.post("/awards/verify/", sent).status_code == 429


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/colleges/?q=pingdu", "/api/v1/datasets", "/data/colleges.csv"]
)
def test_pages_files_and_the_api_are_made_each_time(client, address):
    for _one in range(2):
        assert client.get(address).status_code == 200


def test_what_a_second_person_agrees_to_is_published(client, editor, staff, sign_in, posted):
    made = College.objects.create(code="qd-900", name_zh="示范技师学院", publication="published")
    assert "示范技师学院" in client.get("/colleges/qd-900/").content.decode()
    sign_in(editor)
    address = reverse("admin:colleges_college_change", args=[made.pk])
    client.post(address, {**posted(client.get(address)), "name_zh": "新名技师学院"})
    proposal = Proposal.objects.get()
    sign_in(staff("reviewer"))
    page = reverse("admin:publishing_proposal_change", args=[proposal.pk])
    client.post(page, {"act": "approve", "version": proposal.version})
    client.logout()
    assert "新名技师学院" in client.get("/colleges/qd-900/").content.decode()


def test_it_is_told_to_who_looks_after_the_portal(client, caplog, monkeypatch):
    monkeypatch.setattr("qingdao_techedu.outages.caches._told_at", float("-inf"))
    monkeypatch.setattr("qingdao_techedu.outages.caches._rests", {})
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["cache"].startswith("The cache does not give back what it was given")
    assert "The cache does not answer: the portal does without it." in caplog.text
