"""No desk without a second factor, and the way to one."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib import admin
from django.urls import reverse

from qingdao_techedu.accounts.adapters import SecondFactorAdapter
from tests.accounts.conftest import PASSWORD, SECRET

pytestmark = pytest.mark.django_db
REQUIRED = "/accounts/second-factor/required/"
SECRET_IN_PAGE = re.compile(r'<code class="secret">(\w+)</code>')


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def test_from_a_password_to_the_desk_and_back_again(client, person, enter, code_of):
    person("editor")
    there = "/admin/colleges/college/"
    assert enter("editor", next=there).url == there
    response = client.get(there, follow=True)
    assert response.redirect_chain[-1][0] == f"{REQUIRED}?next={there}"

    page = client.get("/accounts/second-factor/totp/activate/").content.decode()
    secret = SECRET_IN_PAGE.search(page).group(1)
    response = client.post("/accounts/second-factor/totp/activate/", {"code": code_of(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<code>(\d{8})</code>", client.get(response.url).content.decode())
    assert len(codes) == 10
    assert client.get(there).status_code == 200

    client.post("/accounts/logout/")
    assert enter("editor", next=there).url == reverse("mfa_authenticate")
    assert client.get(there).status_code == 302  # the password alone has opened nothing
    following = code_of(secret, later=1)  # the one that set the app up opens nothing
    assert client.post(reverse("mfa_authenticate"), {"code": following}).url == there
    assert client.get(there).status_code == 200


def test_a_recovery_code_lets_in_once(client, person, with_app, enter):
    user = with_app(person("editor"))
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in ("/admin/", None):
        enter("editor")
        response = client.post(reverse("mfa_authenticate"), {"code": code})
        assert getattr(response, "url", None) == expected
        client.post("/accounts/logout/")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("role", ["reporter", "editor", "reviewer", "auditor", "administrator"])
def test_no_page_of_the_desk_opens_without_one(as_role, prefix, role):
    client = as_role(role)
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    for address in ["/admin/", *lists, "/admin/auth/user/1/act/close/", "/admin/jsi18n/"]:
        for response in (client.get(prefix + address), client.post(prefix + address)):
            assert response.status_code == 302, address
            assert response.url.startswith(f"{prefix}/admin/login/"), address


def test_recovery_codes_alone_are_no_second_factor(as_role, with_app, client):
    as_role("editor")
    user = with_app(client.get("/accounts/").wsgi_request.user)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=user, type="totp").delete()
    assert client.get("/admin/").status_code == 302


def test_whoever_has_one_is_led_on_from_the_page_that_asks_for_it(as_role, with_app, client):
    as_role("editor")
    assert client.get(REQUIRED).status_code == 200
    with_app(client.get(REQUIRED).wsgi_request.user)
    assert client.get(REQUIRED, {"next": "/admin/colleges/"}).url == "/admin/colleges/"


def test_where_none_is_required_a_password_is_enough_but_an_app_is_asked_for(
    settings, client, person, with_app, enter
):
    settings.REQUIRE_SECOND_FACTOR = False
    user = person("editor")
    assert enter("editor").url == "/admin/"
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")
    with_app(user)
    assert enter("editor").url == reverse("mfa_authenticate")


def test_somebody_long_signed_in_gives_the_password_again(client, person, sign_in):
    there = "/accounts/second-factor/totp/activate/"
    sign_in(person("editor"))  # the session does not say when
    asked = client.get(there)
    assert unquote(asked.url) == f"/accounts/reauthenticate/?next={there}"
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"password": "wrong"}).status_code == 200
    assert client.get(there).status_code == 302
    assert client.post(asked.url, {"password": PASSWORD}).url == there
    assert client.get(there).status_code == 200


def test_wrong_codes_close_the_door_like_wrong_passwords(
    client, person, with_app, enter, code_of, settings
):
    with_app(person("editor"))
    enter("editor", "wrong")
    enter("editor")
    step = reverse("mfa_authenticate")
    for _attempt in range(settings.AXES_FAILURE_LIMIT - 2):
        assert client.post(step, {"code": "000000"}).status_code == 200
    assert AccessAttempt.objects.get(username="editor").failures_since_start == 4
    locked = client.post(step, {"code": "000000"})
    assert locked.status_code == 429
    assert "accounts/lockout.html" in [template.name for template in locked.templates]
    assert client.post(step, {"code": code_of()}).status_code == 429
    assert client.get("/admin/").status_code == 302


def test_what_was_typed_is_not_kept_with_the_attempts(client, person, with_app, enter):
    with_app(person("editor"))
    enter("a-password-in-the-wrong-field", "wrong")
    enter("editor")
    client.post(reverse("mfa_authenticate"), {"code": "123987"})
    kept = " ".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "a-password" not in kept
    assert "123987" not in kept


def test_secrets_are_unreadable_in_the_database(person, with_app):
    user = with_app(person("editor"))
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert SECRET not in stored
    assert SecondFactorAdapter().decrypt(stored) == SECRET


def test_an_older_secret_key_still_reads_them(settings):
    stored = SecondFactorAdapter().encrypt(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 50, [settings.SECRET_KEY]
    assert SecondFactorAdapter().decrypt(stored) == SECRET


def test_a_lost_secret_key_is_told_in_words_and_lets_nobody_in(
    settings, client, person, with_app, enter, code_of
):
    with_app(person("editor"))
    Authenticator.objects.filter(type="totp").update(data={"secret": "unreadable"})
    enter("editor")
    response = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert response.status_code == 200
    assert "code" in response.context["form"].errors


PAGES = [
    "/accounts/",
    "/accounts/logout/",
    "/accounts/password/change/",
    REQUIRED,
    "/accounts/second-factor/",
    "/accounts/second-factor/totp/activate/",
    "/accounts/second-factor/webauthn/",
    "/accounts/second-factor/webauthn/add/",
]
PAGES_WITH_APP = [
    "/accounts/second-factor/totp/deactivate/",
    "/accounts/second-factor/recovery-codes/",
    "/accounts/second-factor/recovery-codes/generate/",
    "/accounts/second-factor/recovery-codes/download/",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_opens_and_is_never_stored(client, person, with_app, enter, prefix):
    user = person("editor")
    enter("editor")
    for address in PAGES:
        response = client.get(prefix + address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == "private, no-store"
    with_app(user)
    for address in PAGES_WITH_APP:
        assert client.get(prefix + address).status_code == 200, address
