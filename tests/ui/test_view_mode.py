"""The size of type that a visitor chooses: kept on the device, offered to nobody else."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.django_db


def choose(client, mode: str, back: str = "/colleges/?q=a", **headers):
    return client.post("/view/", {"view": mode, "next": back}, headers=headers)


@pytest.mark.parametrize("mode", ["large", "elder"])
def test_a_choice_leads_back_and_is_kept_in_one_cookie(client, mode):
    response = choose(client, mode)
    assert response.status_code == 302
    assert response.headers["Location"] == "/colleges/?q=a"
    assert [(name, morsel.value) for name, morsel in response.cookies.items()] == [("view", mode)]
    assert response.cookies["view"]["httponly"]
    assert f'data-view="{mode}"' in client.get("/").content.decode()


def test_the_standard_size_forgets_the_cookie(client):
    choose(client, "elder")
    choose(client, "")
    assert "data-view" not in client.get("/").content.decode()


def test_the_page_says_which_size_is_chosen(client):
    choose(client, "elder")
    page = client.get("/en/").content.decode()
    assert re.search(r'value="elder"\s+aria-pressed="true"', page)
    assert page.count('aria-pressed="true"') == 1


@pytest.mark.parametrize("mode", ["huge", '"><script>', "a" * 5_000])
def test_an_unknown_size_is_neither_kept_nor_shown(client, mode):
    response = choose(client, mode)
    assert response.status_code == 302
    assert not response.cookies
    client.cookies["view"] = mode
    assert "data-view" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "back",
    [
        "https://other.example/",
        "//other.example/",
        "/\\other.example/",
        "/\t/other.example/",
        "javascript:alert(1)",
        "",
    ],
)
def test_the_way_back_never_leads_to_another_site(client, back):
    assert choose(client, "large", back).headers["Location"] == "/"


@pytest.mark.parametrize("back", ["nonsense", "college_detail", "?q=a", "colleges/"])
def test_a_way_back_that_is_no_path_leads_home(client, back):
    response = choose(client, "large", back)
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_another_site_cannot_choose_for_a_visitor(client):
    response = choose(client, "elder", **{"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert not response.cookies


def test_a_link_to_the_address_changes_nothing(client):
    response = client.get("/view/?view=elder")
    assert response.status_code == 302
    assert not response.cookies


def test_whoever_keeps_a_page_keeps_one_a_size(client):
    assert "Cookie" in client.get("/").headers["Vary"]
