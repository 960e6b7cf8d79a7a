"""What the catalog says of a data set: how much it is, whether it is real, on which terms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colleges.models import College
from qingdao_techedu.datasets import describing
from qingdao_techedu.datasets.describing import Described, some_rows
from qingdao_techedu.datasets.license import License, data_license
from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import Dataset, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleges():
    return registered()["colleges"]


@pytest.fixture
def more_colleges():
    template = College.objects.published()[0]

    def make(count: int) -> None:
        for number in range(count):
            template.pk, template.code = None, f"more-{College.objects.count()}-{number}"
            template.save()

    return make


def extent(dataset: Dataset) -> describing.Extent:
    return Described(dataset).extent(some_rows(Query(dataset.code)))


def size_of(client) -> int:
    return len(client.get("/data/colleges.csv").getvalue())


def test_the_size_of_a_small_data_set_is_exact(client, colleges):
    found = extent(colleges)
    assert found.rows == College.objects.published().count()
    assert (found.rows_are_exact, found.size_is_exact) == (True, True)
    assert found.csv_size == size_of(client)


def test_the_size_of_a_larger_one_is_an_estimate_that_says_so(client, colleges, more_colleges):
    more_colleges(describing.WEIGHED * 2)
    found = extent(colleges)
    assert found.rows == College.objects.published().count()
    assert (found.rows_are_exact, found.size_is_exact) == (True, False)
    assert 0.8 < found.csv_size / size_of(client) < 1.25
    page = client.get("/en/data/colleges/").content.decode()
    assert "estimated from some rows" in page


def test_what_would_take_long_to_count_is_not_counted(client, colleges, more_colleges, monkeypatch):
    monkeypatch.setattr(describing, "COUNTED", describing.WEIGHED)
    more_colleges(describing.WEIGHED * 2)
    found = extent(colleges)
    assert (found.rows, found.csv_size) == (None, None)
    assert "More than" in client.get("/en/data/colleges/").content.decode()
    about = extent(replace(colleges, about_rows=lambda: 1_000_000))
    assert (about.rows, about.rows_are_exact) == (1_000_000, False)


def test_it_takes_as_many_queries_with_more_rows(colleges, more_colleges):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            extent(colleges)
            assert not Described(colleges).is_sample
        return len(found)

    more_colleges(describing.WEIGHED)
    before = queries()
    more_colleges(describing.WEIGHED)
    assert queries() == before <= 5


@pytest.mark.parametrize("code", list(registered()))
def test_every_data_set_can_tell_its_sample_data(code):
    columns = [one.name for one in registered()[code].columns]
    assert any(name.endswith("provenance_code") for name in columns)


def test_one_row_of_sample_makes_it_hold_sample_data(colleges):
    assert not Described(colleges).is_sample
    College.objects.filter(code="qd-002").update(provenance="sample", verification="")
    assert Described(colleges).is_sample


def test_without_a_choice_no_license_is_named(settings):
    settings.SITE = {**settings.SITE, "data_license": "", "data_license_url": ""}
    assert not data_license().is_chosen
    assert data_license().sentence


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        ("CC-BY-4.0", "", {"name": "CC-BY-4.0", "title": "CC-BY-4.0", "path": ""}),
        ("政府数据开放许可", "", {"name": "other", "title": "政府数据开放许可", "path": ""}),
        (
            "政府数据开放许可",
            "https://x.example/",
            {"name": "", "title": "政府数据开放许可", "path": "https://x.example/"},
        ),
    ],
)
def test_a_chosen_license_has_a_short_name_or_an_address(name, url, told):
    assert License(name, url).as_dict == told
