"""The feed of the awards as a reader of feeds reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.utils import timezone

from awards.models import Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]


def page_of(round_: Round) -> str:
    return f"/awards/{round_.year}/{round_.kind.slug}/"


def read(client, prefix: str = "", **headers):
    response = client.get(f"{prefix}/awards/feed.atom", headers=headers)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_names_are_the_same_on_every_host_and_never_relative(client, prefix):
    one, other = (read(client, prefix, host=host) for host in ("a.example", "b.example"))
    names = [entry.id for entry in one.entries]
    assert names == [entry.id for entry in other.entries]
    assert len(set(names)) == len(names) > 0
    for name in [one.feed.id, *names]:
        assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}:/\S+", name)
    assert one.entries[0].link.startswith(f"http://a.example{prefix}/awards/")
    assert other.entries[0].link.startswith(f"http://b.example{prefix}/awards/")


def test_the_domain_of_names_is_a_setting(client, settings):
    settings.SITE = {**settings.SITE, "feed_domain": "portal.example.org"}
    assert read(client).feed.id == "tag:portal.example.org,2026:/awards/"


def test_moments_are_those_of_qingdao(client):
    round_ = Round.objects.published().conferred().order_by("-conferred_at").first()
    round_.conferred_at = datetime(2026, 5, 7, 16, 0, tzinfo=UTC)
    Round.objects.filter(pk=round_.pk).update(conferred_at=round_.conferred_at)
    found = read(client)
    entry = next(one for one in found.entries if one.link.endswith(page_of(round_)))
    assert entry.updated == entry.published == "2026-05-08T00:00:00+08:00"
    assert found.feed.updated == "2026-05-08T00:00:00+08:00"
    assert entry.updated_parsed[:5] == (2026, 5, 7, 16, 0)


def test_a_notice_becomes_another_entry_when_it_is_conferred(client):
    round_ = Round.objects.published().conferred().first()
    roll = read(client).entries
    now = timezone.now()
    Round.objects.filter(pk=round_.pk).update(
        conferred_at=None,
        publicity_from=now - timedelta(hours=1),
        publicity_until=now + timedelta(days=5),
    )
    notice = read(client).entries
    new = {one.id for one in notice} - {one.id for one in roll}
    assert [one.endswith(f":{page_of(round_)}#notice") for one in new] == [True]


def test_it_says_whose_it_is_and_in_which_language(client):
    for prefix, code, owner in (("", "zh-Hans", "青岛市"), ("/en", "en", "Qingdao")):
        feed = read(client, prefix).feed
        assert feed.language == code
        assert owner in feed.author
        (own,) = [one.href for one in feed.links if one.rel == "self"]
        assert own == f"http://testserver{prefix}/awards/feed.atom"


def test_a_feed_without_entries_is_one_all_the_same(client):
    Round.objects.update(publication="draft")
    found = read(client)
    assert found.entries == []
    assert found.feed.updated.endswith("+08:00")


@pytest.mark.parametrize("query", ["x=1", "page=2"])
def test_it_takes_no_parameters(client, query):
    response = client.get(f"/en/awards/feed.atom?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.content.decode()
