"""What an address may hold, a page answers: never with a fault of its own."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

HOSTILE = [
    "%00",
    "%F0%9F%92%A9",
    "'%20OR%201=1%20--",
    "<script>alert(1)</script>",
    "%25",
    "_",
    "a" * 3_000,
    "+".join("abcdefgh" * 40),
    "-1",
    "99999999999999999999",
    "%E2%80%AE",
]
LISTS = ["/colleges/", "/specialties/", "/chains/24-chains-2022/", "/conferences/"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_search_is_answered(client, value):
    for address in LISTS:
        page = client.get(f"{address}?q={value}&page={value}")
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_filter_is_ignored_on_the_page_and_refused_in_the_file(client, value):
    query = f"year={value}&college={value}&level={value}&measure={value}"
    assert client.get(f"/enrollment/?{query}").status_code == 200
    assert client.get(f"/data/enrollment.csv?{query}").status_code == 400


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_is_not_found(client, value):
    for folder in ("colleges", "specialties", "chains", "conferences", "figures", "data"):
        assert client.get(f"/{folder}/{value}/").status_code == 404
    assert client.get(f"/awards/2024/{value}/").status_code == 404
    assert client.get(f"/awards/{value}/").status_code == 404


def test_a_year_beyond_all_numbers_is_not_found(client):
    assert client.get("/awards/99999999999999999999/outstanding-student/").status_code == 404


def test_too_many_parameters_are_refused(client):
    assert client.get("/enrollment/?" + "&".join(["year=2024"] * 6_000)).status_code == 400
