"""The edition is raised by whatever way rows change, with the commit, and by nothing else."""

from __future__ import annotations

from itertools import pairwise

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from colleges.enrollment.figures import writing
from colleges.enrollment.models import Measure, Release
from colleges.models import Campus, College, Specialty
from qingdao_techedu.corrections.models import Correction
from qingdao_techedu.datasets.models import Permalink
from qingdao_techedu.guards import standing
from qingdao_techedu.page_cache.guards import RAISE
from qingdao_techedu.page_cache.reading import POSTGRESQL, Edition, edition_of

is_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time."
)


def college(code: str = "qd-002") -> College:
    return College.objects.get(code=code)


def save():
    college().save()


def update():
    College.objects.filter(code="qd-002").update(name_zh="改名")


def bulk_create():
    Specialty.objects.bulk_create([Specialty(slug="new", name_zh="新专业")])


def bulk_create_what_is_there():
    one = Specialty.objects.all()[0]
    one.name_zh = "改名"
    Specialty.objects.bulk_create(
        [one], update_conflicts=True, update_fields=["name_zh"], unique_fields=["slug"]
    )


def bulk_update():
    one = college()
    one.name_zh = "改名"
    College.objects.bulk_update([one], ["name_zh"])


def raw_delete():
    rows = Campus.objects.all()
    rows._raw_delete(rows.db)


def copy_in():
    release = Release.objects.create(year=2031)
    edition_of()
    place = (college().pk, Specialty.objects.all()[0].pk, "senior", "junior-leaver", "female")
    figures = {(*place, Measure.objects.all()[0].pk): (7, "")}
    writing.write(release, figures, by=None, door="command")


WAYS = [save, update, bulk_create, bulk_create_what_is_there, bulk_update, raw_delete, copy_in]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_changing_a_row_is_noticed(way):
    Campus.objects.create(college=college(), name_zh="校区")
    before = edition_of()
    way()
    assert edition_of() != before
    assert edition_of().covers(before)
    assert not before.covers(edition_of())


@pytest.mark.django_db
def test_each_change_after_a_reading_is_noticed():
    seen = [edition_of()]
    for _again in range(3):
        college().save()
        seen.append(edition_of())
    assert len(set(seen)) == len(seen)


@pytest.mark.django_db
def test_what_is_rolled_back_never_happened():
    before = edition_of()
    with transaction.atomic():
        college().save()
        assert edition_of() != before
        transaction.set_rollback(True)
    assert edition_of() == before
    college().save()
    assert edition_of() != before


@pytest.mark.django_db
def test_a_change_after_a_savepoint_that_was_rolled_back_is_noticed():
    before = edition_of()
    with transaction.atomic():
        with transaction.atomic():
            college().save()
            transaction.set_rollback(True)
        college().save()
    assert edition_of() != before


@pytest.mark.django_db
def test_signing_in_and_reporting_an_error_empty_no_cache():
    user = User.objects.create_user("somebody")
    before = edition_of()
    user.save()
    User.objects.create_user("somebody else")
    Correction.objects.create(page="/", text="地址有误", due_on="2030-01-01")
    Permalink.objects.create(kind="enrollment", query="", content={}, digest="0")
    assert edition_of() == before
    Correction.objects.update(part="标题")
    assert edition_of() != before


@pytest.mark.django_db
def test_a_report_that_is_answered_when_it_is_made_is_noticed():
    before = edition_of()
    Correction.objects.create(
        page="/",
        text="地址有误",
        due_on="2030-01-01",
        outcome="corrected",
        answer_zh="已更正",
        answered_at="2030-01-01T00:00Z",
    )
    assert edition_of() != before


@pytest.mark.django_db
def test_reading_the_edition_is_one_query():
    with CaptureQueriesContext(connection) as queries:
        edition_of()
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_database_that_was_restored_never_repeats_an_edition():
    edition_of()
    with transaction.atomic():
        college().save()
        lost = edition_of()
        transaction.set_rollback(True)
    college().save()
    again = edition_of()
    numbers = [[(slot, number) for slot, number, _mark in one.counters] for one in (lost, again)]
    assert numbers[0] == numbers[1]
    assert lost.key != again.key
    assert not lost.covers(again)


@pytest.mark.django_db
def test_a_guard_that_is_put_up_anew_makes_a_new_edition():
    with connection.cursor() as cursor:
        name = "edition_colleges_college_update"
        table = " ON colleges_college" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{table}")
    assert standing.missing() == [name]
    before = edition_of()
    standing.install()
    assert standing.missing() == []
    assert edition_of() != before


@pytest.fixture
def sessions(db):
    """Connections of others to the same database, with a table that is governed like ours.

    Whoever has to wait for somebody fails.
    """
    given = connection.get_connection_params()
    asked = {
        key: given[key] for key in ("host", "port", "user", "password", "dbname") if key in given
    }
    opened = [psycopg.connect(**asked, autocommit=True) for _number in range(4)]
    for one in opened:
        one.execute("SET statement_timeout = '10s'")
    opened[-1].execute("CREATE TABLE edition_probe (id int)")
    opened[-1].execute(
        "CREATE TRIGGER edition_probe_insert AFTER INSERT ON edition_probe "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {RAISE.name}()"
    )
    yield opened[:-1]
    for one in opened[:-1]:
        one.close()
    opened[-1].execute("DROP TABLE edition_probe")
    opened[-1].close()


def seen_by(session) -> tuple[Edition, set[int]]:
    """The edition, and after it what a page would show."""
    rows = session.execute(POSTGRESQL.format(told="NULL")).fetchall()
    shown = session.execute("SELECT id FROM edition_probe").fetchall()
    return Edition(tuple(row[:3] for row in rows)), {number for (number,) in shown}


@is_postgresql
def test_acts_at_the_same_time_neither_wait_nor_hide_each_other(sessions):
    first, second, visitor = sessions
    seen = [seen_by(visitor)]
    first.execute("BEGIN")
    first.execute("INSERT INTO edition_probe VALUES (1)")
    second.execute("BEGIN")
    second.execute("INSERT INTO edition_probe VALUES (2)")
    assert seen_by(visitor) == seen[0]
    second.execute("COMMIT")  # begun last, done first
    seen.append(seen_by(visitor))
    first.execute("COMMIT")
    seen.append(seen_by(visitor))
    second.execute("INSERT INTO edition_probe VALUES (3)")
    seen.append(seen_by(visitor))
    assert [shown for _edition, shown in seen] == [set(), {2}, {1, 2}, {1, 2, 3}]
    for (earlier, _less), (later, _more) in pairwise(seen):
        assert later != earlier
        assert later.covers(earlier)
        assert not earlier.covers(later)


@is_postgresql
def test_what_is_shown_ahead_and_rolled_back_holds_nobody_up(sessions):
    """Previews and rehearsals change records, render, and roll back."""
    first, second, visitor = sessions
    before, _nothing = seen_by(visitor)
    first.execute("BEGIN")
    first.execute("INSERT INTO edition_probe VALUES (1)")
    second.execute("INSERT INTO edition_probe VALUES (2)")
    after, _two = seen_by(visitor)
    first.execute("ROLLBACK")
    assert after != before
    assert seen_by(visitor) == (after, {2})


@is_postgresql
def test_counters_are_used_again(sessions):
    first, second, visitor = sessions
    first.execute("BEGIN")
    first.execute("INSERT INTO edition_probe VALUES (1)")
    second.execute("INSERT INTO edition_probe VALUES (2)")
    first.execute("COMMIT")
    counters = len(seen_by(visitor)[0].counters)
    for number in range(20):
        second.execute("INSERT INTO edition_probe VALUES (%s)", [number])
    assert len(seen_by(visitor)[0].counters) == counters
