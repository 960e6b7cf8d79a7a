"""Nothing that a public page is made of changes without a new edition."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qingdao_techedu.datasets.registry import registered
from qingdao_techedu.guards.standing import missing
from qingdao_techedu.page_cache.guards import COUNTER
from qingdao_techedu.page_cache.reading import edition_of
from qingdao_techedu.page_cache.registry import governed
from qingdao_techedu.publishing.models import Recorded
from tests.pages.addresses import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]
FILES = [
    "/enrollment/table.csv",
    "/enrollment/table.json",
    "/enrollment/releases/2023/2.csv",
    "/data/enrollment.csv?year=2024&measure=enrolled",
    *(f"/data/{code}.csv" for code in registered() if code != "enrollment"),
    "/changes/release/2023/2/",
    "/changes/conference/2024-technical-education-work-conference/",
]
# Their rows come with migrations alone, after which a new edition is made.
FIXED = {"django_content_type", "auth_permission", COUNTER}
OF_OPEN = "release_id IN (SELECT id FROM enrollment_release WHERE sealed_at IS NULL)"
OF_NONE = "release_id IN (SELECT id FROM enrollment_release WHERE protected_at IS NULL)"
REFUSED = {  # what the database refuses to change is left out
    "enrollment.Observation": OF_OPEN,
    "enrollment.LedgerLine": OF_OPEN,
    "enrollment.SealedFile": OF_NONE,
    "enrollment.PublishedFigure": OF_NONE,
    "enrollment.PublishedMember": OF_NONE,
}
MODELS = [one.label for one in governed()]


def tables_in(queries: CaptureQueriesContext) -> set[str]:
    named = {name for query in queries for name in re.findall(r'"(\w+)"', query["sql"])}
    return named & set(connection.introspection.table_names())


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_table_that_a_public_page_reads_is_governed(client, prefix):
    read = {}
    for address in [*PAGES, *FILES]:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(prefix + address)
            b"".join(response)
        assert response.status_code == 200, address
        read |= dict.fromkeys(tables_in(queries), address)
    known = {one.table for one in governed()} | FIXED
    assert {table: read[table] for table in read.keys() - known} == {}
    assert {"colleges_college", "enrollment_publishedfigure"} <= read.keys()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_public_page_reads_what_was_collected(client, prefix):
    """The desk alone does: what the public reads is protected."""
    for address in [*PAGES, *FILES]:
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(prefix + address))
        assert "enrollment_observation" not in tables_in(queries), address


def test_every_recorded_model_its_history_and_its_lists_are_governed():
    labels = set(MODELS)
    for model in apps.get_models():
        if issubclass(model, Recorded):
            assert {model._meta.label, model.history.model._meta.label} <= labels
            lists = [getattr(model, one.name).through for one in model._meta.many_to_many]
            assert {one._meta.label for one in lists} <= labels


def test_every_trigger_is_in_the_database():
    assert missing() == []


def test_a_trigger_that_was_dropped_or_changed_is_missed():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER edition_colleges_college_update ON colleges_college")
            cursor.execute(
                "ALTER TABLE colleges_reporter DISABLE TRIGGER edition_colleges_reporter_delete"
            )
        else:
            for name in ("colleges_college_update", "colleges_reporter_delete"):
                cursor.execute(f"DROP TRIGGER edition_{name}")
            cursor.execute(
                "CREATE TRIGGER edition_colleges_reporter_delete AFTER DELETE ON colleges_reporter "
                "BEGIN SELECT 1; END"
            )
    assert sorted(missing()) == [
        "edition_colleges_college_update",
        "edition_colleges_reporter_delete",
    ]


@pytest.mark.parametrize("label", MODELS)
def test_sql_from_anywhere_makes_a_new_edition(label):
    one = next(one for one in governed() if one.label == label)
    column = apps.get_model(label)._meta.pk.column
    before = edition_of()
    with connection.cursor() as cursor:
        where = f"WHERE {REFUSED[label]}" if label in REFUSED else ""
        cursor.execute(f'UPDATE "{one.table}" SET "{column}" = "{column}" {where}')
        rows = cursor.rowcount
    # PostgreSQL raises for a statement that found no row too.
    assert (edition_of() != before) is bool(
        one.updates and (rows or connection.vendor == "postgresql")
    )
