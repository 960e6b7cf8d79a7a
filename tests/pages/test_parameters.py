"""Every door of data names the parameter that it does not understand, or that is given twice."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from colleges.enrollment.explorer.filters import ExplorerFilter
from qingdao_techedu.ui.parameters import Problem, given_twice, once, unknown, values_of

pytestmark = pytest.mark.django_db
# Addresses of data, each with a parameter that takes one value where it has any.
DOORS = [
    ("/data/colleges.csv", "q"),
    ("/data/enrollment.csv", "bom"),
    ("/data/enrollment.parquet", "layout"),
    ("/data/enrollment.xlsx", "layout"),
    ("/data/colleges.json", "q"),
    ("/data/colleges.ndjson", "q"),
    ("/data/colleges/datapackage.json", ""),
    ("/data/catalog.jsonld", ""),
    ("/data/colleges/csv-metadata.json", "bom"),
    ("/enrollment/table.csv", "sort"),
    ("/enrollment/table.xlsx", "measure"),
    ("/enrollment/table.json", "rows"),
    ("/enrollment/releases/2023/2.csv", ""),
    ("/enrollment/releases/2023/2.zip.sha256", ""),
    ("/api/v1/", ""),
    ("/api/v1/openapi.json", "lang"),
    ("/api/v1/datasets", "lang"),
    ("/api/v1/datasets/colleges", "lang"),
    ("/api/v1/datasets/colleges/rows", "q"),
    ("/api/v1/datasets/colleges/rows", "limit"),
    ("/api/v1/datasets/colleges/changes", "since"),
    ("/api/v1/enrollment/table", "measure"),
    ("/api/v1/enrollment/table", "sort"),
    ("/api/v1/enrollment/releases/2023/2/changes", "from"),
]


def in_english(address: str, query: str) -> str:
    if address.startswith("/api/"):
        return f"{address}?{query}" if "lang=" in query else f"{address}?{query}&lang=en"
    return f"/en{address}?{query}"


def refused(client, address: str, query: str) -> str:
    response = client.get(in_english(address, query))
    assert response.status_code == 400, (address, query)
    told = response.json()["detail"] if "json" in response["Content-Type"] else None
    return told or response.content.decode()


@pytest.mark.parametrize("address", sorted({address for address, _name in DOORS}))
def test_an_unknown_parameter_is_named(client, address):
    assert "“color” is not a parameter here" in refused(client, address, "color=red")


@pytest.mark.parametrize(("address", "name"), [door for door in DOORS if door[1]])
def test_what_is_given_twice_is_named(client, address, name):
    told = refused(client, address, f"{name}=a&{name}=b")
    if name == "lang":  # the language of the answer is what is asked twice
        assert "“lang”给出了两次" in told
    else:
        assert f"“{name}” is given twice; give it once." in told
    again = refused(client, address, "&".join([f"{name}=x"] * 3))
    assert "3" in again


@pytest.mark.parametrize("sort", ["xyz", "2023x", "", "2999"])
def test_an_order_by_no_column_is_named_by_page_file_and_api(client, sort):
    wrong = f"“{sort}” is not a value of sort. Allowed: 2018, 2019"
    for address in ("/enrollment/table.csv", "/api/v1/enrollment/table"):
        assert wrong in refused(client, address, f"sort={sort}")
    page = client.get(f"/en/enrollment/?sort={sort}")
    assert page.status_code == 200
    assert f"Ignored: {wrong}" in page.content.decode()
    # Its links lead to files that are to be had.
    assert f"sort={sort}&" not in page.content.decode()


@pytest.mark.parametrize("sort", ["2023", "total"])
def test_an_order_by_a_column_is_kept_by_the_links_of_the_page(client, sort):
    address = f"/enrollment/?measure=entrants&sort={sort}"
    page = client.get(address).content.decode()
    assert "已忽略" not in page
    assert f"sort={sort}" in page.partition("table.csv?")[2].partition('"')[0]
    assert client.get(f"/enrollment/table.csv?sort={sort}").status_code == 200


def test_a_file_has_no_pages(client):
    assert "“page” is not a parameter here" in refused(client, "/enrollment/table.csv", "page=2")


def test_a_page_ignores_what_is_given_twice_and_says_so(client):
    page = client.get("/en/colleges/?q=pingdu&q=none").content.decode()
    assert "Ignored: “q” is given twice; give it once." in page
    assert "Pingdu Technician College" in page
    both = client.get("/en/colleges/?page=2&page=3").content.decode()
    assert "“page” is given twice" in both


def test_values_of_one_filter_may_be_several(client):
    both = client.get("/data/enrollment.csv?year=2023&year=2024&measure=enrolled")
    assert both.status_code == 200


def test_the_explorer_falls_back_on_its_own_question():
    filters = ExplorerFilter(QueryDict("measure=graduates&measure=entrants&rows=district"))
    assert [str(one.parameter) for one in filters.problems] == ["measure"]
    assert (filters.one("measure"), filters.one("rows")) == ("enrolled", "district")
    assert filters.form.is_valid()


def test_parameters_are_read_alike_from_an_address_and_from_a_dictionary():
    address, plain = QueryDict("a=1&a=2&b=3"), {"a": "1", "b": "3"}
    assert values_of(address, "a") == ["1", "2"]
    assert values_of(plain, "a") == ["1"]
    assert (once(address, "a"), once(address, "b"), once(address, "c")) == (None, "3", None)
    assert [one.parameter for one in given_twice(address, ["a", "b", "c"])] == ["a"]
    assert given_twice(plain, ["a", "b"]) == []
    assert unknown(plain, ["a"]) == [Problem("b", "", ["a"], is_known=False)]
