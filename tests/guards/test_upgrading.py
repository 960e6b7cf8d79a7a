"""Databases that were made before guards had a room of their own, and those that went back."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from qingdao_techedu.guards import standing
from tests.guards.guarding import assert_all_is_guarded, drop, run

pytestmark = pytest.mark.usefixtures("living")
FIGURES = "SELECT {} FROM enrollment_{} ORDER BY 1, 2, 3, 4, 5, 6, 7"
PUT_OUT = "SELECT year, version, row_count, sha256, collected_sha256 FROM enrollment_release"
# As migration log.0002 made them.
OLD = {
    "sqlite": [
        """
        CREATE TRIGGER log_entry_is_not_changed BEFORE UPDATE ON log_entry
    BEGIN SELECT RAISE(ABORT, 'The log is only added to.'); END
    """
    ],
    "postgresql": [
        """
    CREATE OR REPLACE FUNCTION log_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'The log is only added to.'; END $$
    """,
        """
    CREATE TRIGGER log_entry_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
    FOR EACH STATEMENT EXECUTE FUNCTION log_entry_refuse()
    """,
    ],
}

# What a database of that commit had applied last, and by which names that are squashed now.
LAST_AT_0F40293 = {
    "accounts": "zero",
    "awards": "0001",
    "chains": "0001",
    "colleges": "0001",
    "conferences": "0001",
    "enrollment": "0001",
    "facts": "0001",
    "publishing": "0002",
}
RECORDED_AT_0F40293 = {
    "awards": ["0002_life_of_a_grant"],
    "colleges": ["0002_offerings_by_specialty"],
    "enrollment": [
        "0002_sealed",
        "0003_figures_file",
        "0004_annual_returns",
        "0005_sealed_files",
        "0006_sealed_not_replaced",
        "0007_subtotals",
        "0008_changes",
    ],
    "log": ["0002_append_only", "0003_award_entries"],
}


def derived() -> list:
    totals = "release_id, measure_id, specialty_id, level, entry_route, sex, value, leaves"
    changes = 'release_id, "table", "key", measure_id, old_value, new_value, new_symbol'
    return [
        run(FIGURES.format(totals, "citytotal")),
        run(FIGURES.format(changes, "change")),
        run(f"{PUT_OUT} ORDER BY 1, 2"),
    ]


def put_out_anew() -> None:
    """As an installation of before does after its update: what it had sealed waits for that."""
    assert run(FIGURES.format("*", "citytotal")) == run(FIGURES.format("*", "change")) == []
    call_command("put_out_releases", verbosity=0)


def test_guards_that_migrations_once_made_are_put_up_as_they_are_now():
    drop("log_entry_is_not_changed")
    for statement in OLD[connection.vendor]:
        run(statement)
    call_command("migrate", verbosity=0)
    assert_all_is_guarded()


def test_a_database_without_any_guard_gets_all_and_its_sums_are_the_same():
    before = derived()
    drop(*(one.name for one in standing.due("default", connection.vendor)))
    run("DELETE FROM enrollment_citytotal")
    call_command("migrate", verbosity=0)
    assert_all_is_guarded()
    assert derived() == before


@pytest.mark.parametrize(
    ("room", "back_to"), [("enrollment", "0001"), ("publishing", "0002"), ("awards", "0001")]
)
def test_who_goes_back_and_forth_again_finds_all_as_it_was(room, back_to):
    before = derived()
    call_command("migrate", room, back_to, verbosity=0)
    run("UPDATE colleges_college SET name_zh = name_zh")  # nothing is left that would fail
    run("UPDATE enrollment_release SET remark = remark")
    call_command("migrate", verbosity=0)
    if room == "enrollment":
        put_out_anew()
    assert_all_is_guarded()
    assert derived() == before


def test_a_database_of_before_the_migrations_were_squashed_reaches_todays_state():
    """At commit 0f40293 the first migrations of four apps were still several."""
    before = derived()
    for room, last in LAST_AT_0F40293.items():
        call_command("migrate", room, last, verbosity=0)
    ours = ", ".join(f"'{room}'" for room in (*LAST_AT_0F40293, *RECORDED_AT_0F40293))
    recorded = run(f"SELECT app, name FROM django_migrations WHERE app IN ({ours})")
    assert set(recorded) >= {
        (room, name) for room, names in RECORDED_AT_0F40293.items() for name in names
    }
    call_command("migrate", verbosity=0)
    put_out_anew()
    assert_all_is_guarded()
    assert derived() == before


def test_the_sql_of_every_migration_of_ours_can_be_told():
    for room in ("enrollment", "editions", "awards", "log"):
        call_command("sqlmigrate", room, "0001", stdout=StringIO())


def test_a_plan_changes_nothing(capsys):
    drop("log_entry_is_not_changed")
    call_command("migrate", "log", "zero", plan=True)
    assert "Planned operations" in capsys.readouterr().out
    assert standing.missing() == ["log_entry_is_not_changed"]
