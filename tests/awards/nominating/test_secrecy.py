"""Whoever is proposed or returned is known to the desk alone: every public address is asked."""

from __future__ import annotations

import pytest

from awards.models import AwardKind, Grant, RollCount
from awards.nominating import actions
from awards.takedown import look_everywhere
from colleges.models import College
from tests.pages.addresses import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]
FILES = [f"/data/awards.{suffix}" for suffix in ("csv", "xlsx", "json", "parquet")]
OTHERS = [
    "/sitemap.xml",
    "/search/?q=司徒不露",
    "/awards/feed.atom",
    "/awards/2025/",
    "/awards/2025/outstanding-student/",
    "/awards/2025/outstanding-student/print/",
    "/awards/colleges/qd-002/",
    "/api/v1/datasets/awards/rows",
]


@pytest.fixture(params=["proposed", "returned", "nominated", "declined"])
def grant(request, propose, accept, editor, reporter, college) -> Grant:
    """A nomination of a published round and college that nobody outside may know of."""
    College.objects.filter(pk=college.pk).update(publication="published")
    made = propose("司徒不露", class_name="不露一班")
    acts = {
        "proposed": lambda: None,
        "returned": lambda: actions.give_back(made, reason="请核对", by=editor),
        "nominated": lambda: accept(made),
        "declined": lambda: actions.withdraw(made, reason="转学", by=reporter),
    }
    acts[request.param]()
    made.refresh_from_db()
    assert made.status == request.param
    return made


def test_no_page_file_or_feed_tells_of_it(client, grant):
    assert not grant.is_public
    for address in [*PAGES, *FILES, *OTHERS]:
        answer = client.get(address)
        assert answer.status_code in {200, 404}, address
        body = b"".join(answer).decode(errors="replace")
        for secret in ("司徒不露", "司*露", "不露一班"):
            assert secret not in body, address


def test_what_proves_a_takedown_finds_nothing_of_it(grant):
    looks = list(look_everywhere(grant))
    assert looks
    assert not [look for look in looks if not look.is_clear]


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_no_data_set_counts_it(client, grant, suffix):
    assert b"qd-002" not in b"".join(client.get(f"/data/awards.{suffix}"))
    assert not Grant.objects.on_public_roll().exists()
    assert not Grant.objects.on_public_notice().exists()
    assert not RollCount.objects.exists()


def test_a_class_that_is_proposed_is_no_honor_of_its_college(client, grant):
    kind = AwardKind.objects.get(slug="outstanding-class")
    type(grant.round).objects.filter(pk=grant.round_id).update(kind=kind)
    page = client.get("/awards/colleges/qd-002/").content.decode()
    assert "司徒不露" not in page
