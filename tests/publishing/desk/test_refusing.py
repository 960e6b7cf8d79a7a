"""A form that cannot be taken: whose text it is, where it is kept, and what is said."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from colleges.models import College
from qingdao_techedu.publishing.desk import claims, kept_forms
from qingdao_techedu.publishing.models import KeptForm, Proposal

pytestmark = pytest.mark.django_db
TYPED = "写了一个下午的简介，王小明"


@pytest.fixture
def editor(staff) -> User:
    return staff("editor")


@pytest.fixture
def typed(editor, enter, address, form_in) -> dict[str, str]:
    """What an editor has typed into the form of a record, in a tab that stays open."""
    _action, sent = form_in(enter(editor).get(address), "name_zh")
    return sent | {"description_zh": TYPED}


def page(response) -> str:
    return unescape(response.content.decode())


def go_on(response) -> str:
    return re.search(r'button-main" href="([^"]+)"', page(response))[1]


def lose(window, *names: str) -> None:
    for name in names:
        del window.cookies[name]


def end_sessions(window) -> None:
    Session.objects.update(expire_date=timezone.now())


def clear_sessions(window) -> None:
    Session.objects.all().delete()


WAYS_TO_LOSE_A_SESSION = {
    "cookie": lambda window: lose(window, "sessionid"),
    "both cookies": lambda window: lose(window, "sessionid", "csrftoken"),
    "expiry": end_sessions,
    "clearing": clear_sessions,
    "expiry and the other cookie": lambda window: (end_sessions(window), lose(window, "csrftoken")),
}


def test_signing_out_in_another_tab_costs_nothing(
    window, typed, address, leave, enter, editor, form_in
):
    leave()
    refused = window.post(address, typed)
    assert refused.status_code == 403
    assert "no-store" in refused.headers["Cache-Control"]
    assert "填写的内容已保留" in page(refused)
    assert go_on(refused) == f"/accounts/login/?next={address}%3Fkept%3D1"
    enter(editor)
    offered = window.get(f"{address}?kept=1")
    assert "errornote" not in page(offered)
    action, restored = form_in(offered, "name_zh")
    assert restored["description_zh"] == TYPED
    assert not Proposal.objects.exists()
    assert window.post(action, restored).status_code == 302
    assert Proposal.objects.get().changes.get().after == {"description_zh": TYPED}
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("way", WAYS_TO_LOSE_A_SESSION.values(), ids=list(WAYS_TO_LOSE_A_SESSION))
def test_however_the_session_is_lost_the_text_is_offered(
    window, typed, address, way, enter, editor
):
    way(window)
    refused = window.post(address, typed)
    assert refused.status_code == 403
    assert go_on(refused).startswith("/accounts/login/?next=")
    enter(editor)
    assert f'href="{address}?kept=1"' in page(window.get(address))
    assert TYPED in page(window.get(f"{address}?kept=1"))


def test_without_the_token_s_cookie_it_goes_on_at_once(window, typed, address):
    lose(window, "csrftoken")
    refused = window.post(address, typed)
    assert refused.status_code == 403
    assert go_on(refused) == f"{address}?kept=1"
    assert TYPED in page(window.get(go_on(refused)))


def test_with_the_token_of_the_last_session_it_goes_on_at_once(
    window, typed, address, leave, enter, editor
):
    leave()
    enter(editor)
    refused = window.post(address, typed)
    assert refused.status_code == 403
    assert TYPED in page(window.get(go_on(refused)))


@pytest.mark.parametrize("path", ["/admin/colleges/college/1/change/", "/accounts/login/"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_page_says_to_reload_what_would_be_lost(window, path, language):
    refused = window.post(
        language + path, {"name_zh": "x"}, headers={"Referer": "http://testserver/x"}
    )
    assert refused.status_code == 403
    told = page(refused).lower()
    assert not any(word in told for word in ("刷新", "重新加载", "refresh", "reload", "press back"))
    assert go_on(refused) == "http://testserver/x"


def test_the_page_says_so_in_english_too(window, typed, address):
    lose(window, "csrftoken", "sessionid")
    refused = window.post(f"/en{address}", typed)
    assert "What you typed is kept" in page(refused)


class TestOfAnotherUser:
    @pytest.fixture(params=["a token of their own", "a token that is out of date"])
    def refused(self, request, window, typed, address, leave, enter, staff):
        """A second user signs in, and the first one's tab is sent."""
        leave()
        enter(staff("administrator"))
        if request.param == "a token of their own":
            typed["csrfmiddlewaretoken"] = window.cookies["csrftoken"].value
        return window.post(address, typed)

    def test_it_is_neither_saved_as_theirs_nor_offered_to_them(self, refused, window, address):
        assert refused.status_code == 403
        assert TYPED not in page(refused)
        assert not Proposal.objects.exists()
        assert not College.objects.filter(description_zh=TYPED).exists()
        assert "kept=1" not in page(window.get(address))
        assert TYPED not in page(window.get(f"{address}?kept=1"))
        assert address not in page(window.get("/admin/"))

    def test_it_waits_for_its_writer(self, refused, window, address, leave, enter, editor):
        assert KeptForm.objects.get().user == editor
        assert go_on(refused) == "/accounts/logout/"
        leave()
        enter(editor)
        assert TYPED in page(window.get(f"{address}?kept=1"))

    def test_nor_is_what_somebody_typed_who_left(
        self, window, typed, address, leave, enter, staff, editor
    ):
        leave()
        enter(staff("administrator"))
        User.objects.filter(pk=editor.pk).update(is_active=False)
        typed["csrfmiddlewaretoken"] = window.cookies["csrftoken"].value
        assert window.post(address, typed).status_code == 403
        assert not Proposal.objects.exists()
        assert not KeptForm.objects.exists()


class TestWhatStrangersSend:
    """Whoever is nobody here, or on another page, leaves nothing."""

    @pytest.mark.parametrize("claim", ["", "x", "WzEsIi8iXQ:1abcde:forged"])
    def test_without_a_claim_of_ours_nothing_is_kept(self, window, typed, address, claim):
        lose(window, "sessionid", "csrftoken")
        refused = window.post(address, typed | {claims.FIELD: claim})
        assert refused.status_code == 403
        assert "填写的内容已保留" not in page(refused)
        assert not KeptForm.objects.exists()

    def test_a_claim_signed_for_another_purpose_is_none(self, window, typed, address, editor):
        value = claims.signing.dumps([editor.pk, address], salt="another")
        lose(window, "sessionid")
        window.post(address, typed | {claims.FIELD: value})
        assert not KeptForm.objects.exists()

    def test_a_claim_ends(self, window, typed, address):
        lose(window, "sessionid")
        with time_machine.travel(timezone.now() + claims.LONGEST + datetime.timedelta(hours=1)):
            window.post(address, typed)
        assert not KeptForm.objects.exists()

    @pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
    def test_what_another_site_sends_is_not_kept(self, window, typed, address, origin):
        refused = window.post(address, typed, headers={"Origin": origin})
        assert refused.status_code == 403
        assert not KeptForm.objects.exists()
        assert "button-main" not in page(refused)

    def test_a_page_elsewhere_is_not_led_back_to(self, window):
        referer = {"Referer": "https://elsewhere.example/"}
        refused = window.post("/accounts/login/", {}, headers=referer)
        assert "elsewhere.example" not in page(refused)

    def test_who_claims_their_own_plants_nothing_with_another(
        self, window, typed, address, leave, enter, staff, editor
    ):
        """An insider has somebody else's browser send what only their own form can claim."""
        leave()
        victim = staff("administrator")
        enter(victim)
        window.post(address, typed)
        assert not KeptForm.objects.filter(user=victim).exists()

    def test_sent_a_thousand_times_it_is_one_row(self, window, typed, address):
        lose(window, "sessionid")
        for _number in range(30):
            window.post(address, typed)
        assert KeptForm.objects.count() == 1


def test_what_is_too_long_to_be_kept_is_shown(window, typed, address, monkeypatch):
    monkeypatch.setattr(kept_forms, "MAX_ENTRIES", 100)
    lose(window, "sessionid")
    refused = window.post(address, typed)
    assert TYPED in page(refused)
    assert not KeptForm.objects.exists()


def test_what_was_typed_stands_in_no_log(window, typed, address, caplog):
    lose(window, "sessionid", "csrftoken")
    with caplog.at_level("DEBUG"):
        window.post(address, typed)
    assert KeptForm.objects.exists()
    assert "王小明" not in caplog.text


def test_a_past_version_that_was_being_reverted_is_kept(window, editor, enter, address, form_in):
    college = College.objects.get(code="qd-900")
    version = college.history.first()
    revert = reverse("admin:colleges_college_simple_history", args=[college.pk, version.pk])
    action, sent = form_in(enter(editor).get(revert), "name_zh")
    lose(window, "csrftoken")
    refused = window.post(action, sent | {"description_zh": TYPED})
    assert TYPED in page(window.get(go_on(refused)))
    assert not Proposal.objects.exists()
