"""Acts with a record: what is offered, what is done, and what is said where it is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.acts.forms import ReasonForm

BACK = "/desk/record/"


def mend(record, *, by, reason: str) -> None:
    record.told = (by, reason)


def lock(record, *, by) -> None:
    record.is_locked = True


def refuse(error: Exception):
    def do(record, *, by, reason: str):
        raise error

    return do


def act(code: str = "mend", do: Any = mend, form: Any = ReasonForm, **more) -> Act:
    words = {"title": "T", "explanation": "E", "done": "It is mended.", "fits": _always} | more
    return Act(code, do=do, form=form, **words)


def _always(record, user) -> bool:
    return True


LOCK = Act("lock", "L", "", "", lambda record, user: user == "chief", lock)


@pytest.fixture
def ask():
    """Asks for an act and answers with the response, what was said, and what a page was given."""

    def asked(
        record, *acts: Act, code: str = "", sent: dict | None = None, user: str = "clerk", **more
    ):
        make = RequestFactory()
        request: Any = make.get("/") if sent is None else make.post("/", sent)
        request.user, request._messages = user, CookieStorage(request)
        request.visit = SimpleNamespace(is_restored=more.get("is_restored", False))
        shown: list[Any] = []

        def page(request, record, offer, status):
            shown.extend(offer)
            return HttpResponse(status=status)

        kind = Acts(*acts, misfit="It does not fit.")
        response = kind.answer(request, record, code, back=BACK, page=page)
        return response, [str(one) for one in request._messages], dict(shown)

    return asked


@pytest.fixture
def record() -> SimpleNamespace:
    return SimpleNamespace(told=None, is_locked=False)


def test_the_page_offers_what_fits_the_record_and_the_user(ask, record):
    _answer, _said, offered = ask(record, act(), LOCK)
    assert [one.code for one in offered] == ["mend"]
    assert not any(form.is_bound for form in offered.values())
    _answer, _said, offered = ask(record, act(), LOCK, user="chief")
    assert [one.code for one in offered] == ["mend", "lock"]


def test_an_act_is_done_said_and_leads_back(ask, record):
    answer, said, _offered = ask(record, act(), code="mend", sent={"reason": "x"})
    assert (answer.status_code, answer.headers["Location"]) == (302, BACK)
    assert said == ["It is mended."]
    assert record.told == ("clerk", "x")


def test_what_is_said_may_be_made_of_the_record_and_the_way_lead_elsewhere(ask, record):
    one = act(
        done=lambda record: f"Mended by {record.told[0]}.",
        then=lambda request, record: redirect("/elsewhere/"),
    )
    answer, said, _offered = ask(record, one, code="mend", sent={"reason": "x"})
    assert answer.headers["Location"] == "/elsewhere/"
    assert said == ["Mended by clerk."]


def test_an_act_with_nothing_to_say_says_nothing(ask, record):
    _answer, said, _offered = ask(record, LOCK, code="lock", sent={}, user="chief")
    assert record.is_locked
    assert said == []


@pytest.mark.parametrize("code", ["lock", "bogus"])
@pytest.mark.parametrize("sent", [{}, None])
def test_an_act_that_does_not_fit_is_told_and_not_done(ask, record, code, sent):
    answer, said, _offered = ask(record, act(), LOCK, code=code, sent=sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, BACK)
    assert said == ["It does not fit."]
    assert not record.is_locked


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValidationError(["One.", "Two."]), ["One.", "Two."]),
        (ValidationError({"reason": ["Three."]}), ["Three."]),
        (PermissionDenied("Ask a colleague."), ["Ask a colleague."]),
    ],
)
def test_a_refusal_shows_the_page_again_with_its_reason(ask, record, error, words):
    refused, other = act(do=refuse(error)), act("other")
    answer, said, offered = ask(record, refused, other, code="mend", sent={"reason": "x"})
    assert (answer.status_code, said) == (422, [])
    assert offered[refused].non_field_errors() == words
    assert offered[refused]["reason"].value() == "x"
    assert not offered[other].is_bound


def test_a_form_that_lacks_something_is_not_done_and_says_what(ask, record):
    answer, _said, offered = ask(record, act(), code="mend", sent={"reason": " "})
    assert answer.status_code == 422
    assert [form.errors.keys() for form in offered.values()] == [{"reason"}]
    assert record.told is None


def test_words_that_had_been_kept_are_shown_and_nothing_is_done(ask, record):
    answer, _said, offered = ask(record, act(), code="mend", sent={"reason": "x"}, is_restored=True)
    assert (answer.status_code, record.told) == (200, None)
    assert [form["reason"].value() for form in offered.values()] == ["x"]
    assert not any(form.non_field_errors() for form in offered.values())


def test_whoever_only_reads_the_address_of_an_act_does_nothing(ask, record):
    answer, said, offered = ask(record, act(), code="mend")
    assert (answer.status_code, said, record.told) == (200, [], None)
    assert not any(form.is_bound for form in offered.values())


def test_the_forms_on_one_page_share_no_id():
    first, second = act().form_of(), act("other").form_of()
    assert first["reason"].id_for_label != second["reason"].id_for_label
