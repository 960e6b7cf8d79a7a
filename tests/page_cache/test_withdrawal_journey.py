"""An editor withdraws a college at the desk, a reviewer agrees: visitors see it at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from colleges.models import College

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db", "kept_pages")]
NAME, REASON = "平度市技师学院", "与另一所院校重复登记"
PLACES = [
    "/",
    "/colleges/",
    "/colleges/?q=pingdu",
    "/sitemap/",
    "/data/colleges/",
    "/data/colleges.csv",
]


def page(visitor: Client, address: str, held: str = "") -> tuple[int, str, str]:
    """Status, ETag and what is to be read."""
    response = visitor.get(address, headers={"If-None-Match": held} if held else {})
    return response.status_code, response.get("ETag", ""), b"".join(response).decode()


def test_what_is_withdrawn_at_the_desk_is_gone_by_the_next_request(
    as_role, posted, approve_all, client
):
    visitor = Client()
    before = {place: page(visitor, place) for place in PLACES}
    assert all(NAME in before[place][2] for place in PLACES[1:3])
    assert [page(visitor, place, before[place][1])[0] for place in PLACES] == [304] * len(PLACES)

    desk = as_role("editor")
    form = reverse("admin:colleges_college_change", args=[College.objects.get(code="qd-002").pk])
    typed = {"publication": "withdrawn", "withdrawal_zh": REASON, "reason": REASON}
    desk.post(form, {**posted(desk.get(form)), **typed, "_submit": "1"})
    assert NAME in page(visitor, "/colleges/")[2]  # proposed, not agreed to yet

    approve_all()
    for place in PLACES:
        for held in ("", before[place][1]):
            status, etag, text = page(visitor, place, held)
            assert status == 200
            assert etag != before[place][1]
            assert f"{NAME}<" not in text
            assert "qd-002" not in text
    status, etag, text = page(visitor, "/colleges/qd-002/")
    assert (status, etag) == (410, "")
    assert REASON in text
