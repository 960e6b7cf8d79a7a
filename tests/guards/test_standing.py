"""Guards that are missing or altered are known by name, put up, and made good."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from qingdao_techedu.guards import standing
from qingdao_techedu.page_cache.reading import edition_of
from tests.guards.guarding import assert_all_is_guarded, drop, run

pytestmark = pytest.mark.usefixtures("living")


def weaken(name: str) -> None:
    """Put another trigger in the place of a guard, which does nothing."""
    if connection.vendor == "postgresql":
        run(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE DELETE OR UPDATE ON log_entry FOR EACH ROW "
            "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
        )
    else:
        drop(name)
        run(f"CREATE TRIGGER {name} BEFORE UPDATE ON log_entry BEGIN SELECT 1; END")


def test_all_stand_after_migrations():
    assert_all_is_guarded()


def test_one_that_was_taken_down_is_missed_and_put_up():
    drop("log_entry_is_not_changed")
    assert standing.missing() == ["log_entry_is_not_changed"]
    assert standing.install() == ["log_entry_is_not_changed"]
    assert_all_is_guarded()


def test_one_that_was_altered_is_missed_and_put_up():
    weaken("log_entry_is_not_changed")
    assert standing.missing() == ["log_entry_is_not_changed"]
    call_command("migrate", verbosity=0)
    assert_all_is_guarded()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE log_entry DISABLE TRIGGER log_entry_is_not_changed",
        "CREATE OR REPLACE FUNCTION log_entry_refuse() RETURNS trigger LANGUAGE plpgsql "
        "AS $$BEGIN RETURN NULL; END$$",
    ],
)
def test_one_that_was_switched_off_or_does_something_else_is_missed(change):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has neither.")
    run(change)
    assert standing.missing() == ["log_entry_is_not_changed"]
    standing.install()
    assert_all_is_guarded()


def test_sums_that_were_missed_meanwhile_are_made_good():
    sums = [name for name in names() if name.startswith("enrollment_totals")]
    drop(*sums)
    run("UPDATE colleges_college SET publication = 'draft' WHERE code = 'sample-01'")
    before = edition_of()
    assert set(standing.install()) == set(sums)
    assert_all_is_guarded()
    assert edition_of() != before


def test_pages_that_were_missed_meanwhile_are_made_anew():
    drop("edition_colleges_college_update")
    before = edition_of()
    run("UPDATE colleges_college SET name_zh = '改名' WHERE code = 'qd-002'")
    assert edition_of() == before
    standing.install()
    assert edition_of() != before


def test_where_all_stand_nothing_is_done():
    before = edition_of()
    assert standing.install() == []
    assert edition_of() == before


def test_a_guard_that_no_room_has_any_more_is_taken_down(monkeypatch):
    run(standing.due("default", connection.vendor)[0].text.replace("log_entry_is", "log_was"))
    monkeypatch.setattr(standing, "former", lambda: {"log_was_not_changed"})
    assert "log_was_not_changed" in names()
    standing.install()
    assert "log_was_not_changed" not in names()
    assert_all_is_guarded()


def test_a_database_that_may_not_be_migrated_is_left_alone(settings, monkeypatch):
    drop("log_entry_is_not_changed")
    settings.DATABASE_ROUTERS = ["tests.guards.test_standing.Standbys"]
    assert standing.missing() == []
    assert standing.install() == []
    assert "log_entry_is_not_changed" not in names()


class Standbys:
    """A router to whom every database is a standby."""

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return False


def names() -> list[str]:
    with connection.cursor() as cursor:
        return [name for _table, name in standing.engine_of(connection).standing(cursor)]
