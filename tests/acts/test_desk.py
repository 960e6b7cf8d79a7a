"""A page of acts beside the form of a record: its addresses, and who is let in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from awards.models import Round
from colleges.enrollment.models import Release

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["awards_round_life", "enrollment_release_sealing"])
def page(request) -> str:
    """The page of acts of a record, as two kinds of records have it."""
    record = Round.objects.all()[0] if "round" in request.param else Release.objects.create(year=1)
    return reverse(f"admin:{request.param}", args=[record.pk])


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_whoever_sees_the_record_sees_where_it_stands(as_role, page, prefix):
    answer = as_role("auditor").get(prefix + page)
    assert answer.status_code == 200
    assert answer.context["acts"] == []


def test_an_act_of_no_name_leads_back_to_the_page(as_role, page):
    assert as_role("reviewer").post(f"{page}bogus/").headers["Location"] == page


def test_who_may_not_see_the_record_learns_nothing(as_role, page, monkeypatch):
    monkeypatch.setattr("qingdao_techedu.accounts.rules.may", lambda *asked: False)
    assert as_role("reviewer").get(page).status_code in {403, 404}


def test_a_record_that_is_not_there_is_missing(as_role, page):
    number = page.rstrip("/").split("/")[-2]
    assert as_role("reviewer").get(page.replace(number, "999999")).status_code == 404
