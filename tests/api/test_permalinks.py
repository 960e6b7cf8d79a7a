"""A citation through the API says what its page says."""

from __future__ import annotations

import pytest

from qingdao_techedu.datasets.citing import keep

pytestmark = pytest.mark.django_db


def test_a_permalink_gives_the_table_as_it_was_cited(client, ask):
    kept = keep("enrollment", "measure=enrolled&rows=college&columns=year", sender="x")
    answer = ask(f"permalinks/{kept.code}")
    assert answer["data"]["snapshot"] == kept.content
    assert answer["data"]["query"] == kept.query
    assert answer["provenance"]["isSample"] is True
    digests = {one["sha256"] for one in answer["provenance"]["releases"]}
    assert digests == {one["sha256"] for one in kept.content["releases"]}
    for name in ("page", "csv"):
        assert client.get(answer["links"][name]).status_code == 200


def test_nobody_learns_who_made_it(client):
    kept = keep("enrollment", "measure=enrolled&rows=college&columns=year", sender="somebody")
    assert "somebody" not in client.get(f"/api/v1/permalinks/{kept.code}").content.decode()


def test_an_unknown_permalink_is_not_found(client):
    assert client.get("/api/v1/permalinks/none").status_code == 404
