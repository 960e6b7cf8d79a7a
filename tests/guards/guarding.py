"""What the database must refuse and keep, tried by SQL on the sample and taken back afterwards."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from qingdao_techedu.guards import standing
from qingdao_techedu.page_cache.reading import edition_of

OF_SEALED = "WHERE release_id IN (SELECT id FROM enrollment_release WHERE sealed_at IS NOT NULL)"
OF_PUT_OUT = OF_SEALED.replace("sealed_at", "protected_at")
REFUSED = {
    "UPDATE log_entry SET who = 'x'": "only added to",
    "DELETE FROM log_entry": "only added to",
    f"UPDATE enrollment_observation SET symbol = symbol {OF_SEALED}": "sealed release",
    f"UPDATE enrollment_ledgerline SET note_en = 'x' {OF_SEALED}": "sealed release",
    f"UPDATE enrollment_sealedfile SET sha256 = 'x' {OF_PUT_OUT}": "sealed release",
    f"UPDATE enrollment_publishedfigure SET value = value {OF_PUT_OUT}": "sealed release",
    f"UPDATE enrollment_publishedmember SET sex = sex {OF_PUT_OUT}": "sealed release",
    "UPDATE enrollment_release SET sha256 = 'x' WHERE sealed_at IS NOT NULL": "sealed release",
    "UPDATE awards_grant SET status = 'publicized' WHERE status = 'conferred'": "goes from",
    "UPDATE awards_grant SET name = 'x' WHERE status = 'conferred'": "does not change",
    "UPDATE awards_grant SET certificate_number = 'x' || id WHERE status = 'conferred'": (
        "does not change"
    ),
}
CITY = "SELECT SUM(leaves), SUM(value) FROM enrollment_citytotal"
BY_HAND = """
    SELECT COUNT(*), COALESCE(SUM(one.value), 0) FROM enrollment_publishedfigure AS one
    LEFT JOIN colleges_college AS college ON college.id = one.college_id
    JOIN enrollment_measure AS measure ON measure.id = one.measure_id
    JOIN enrollment_release AS release ON release.id = one.release_id
    WHERE (one.college_id IS NULL OR college.publication = 'published')
        AND one."table" = 'leaf' AND measure.code NOT IN ('employed', 'further-study')
        AND release.protected_at IS NOT NULL
"""


def assert_all_is_guarded() -> None:
    assert standing.missing() == []
    assert_refusing()
    assert_summing_up()


def assert_refusing() -> None:
    for act, said in REFUSED.items():
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            run(act)


def assert_summing_up() -> None:
    """A college that is hidden leaves the city's sums, and makes a new edition."""
    with transaction.atomic():
        whole, before = run(CITY), edition_of()
        assert whole == run(BY_HAND)
        largest = "SELECT college_id FROM enrollment_collegetotal ORDER BY value DESC LIMIT 1"
        run(f"UPDATE colleges_college SET publication = 'draft' WHERE id IN ({largest})")
        assert whole != run(CITY) == run(BY_HAND)
        assert edition_of() != before
        transaction.set_rollback(True)


def run(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def drop(*names: str) -> None:
    """Take guards down by hand, as somebody with the database's password could."""
    with connection.cursor() as cursor:
        engine = standing.engine_of(connection)
        found = [one for one in engine.standing(cursor).values() if one.name in names]
        for one in found:
            cursor.execute(engine.drop(one))
