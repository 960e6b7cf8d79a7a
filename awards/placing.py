"""The order of a roll and its counts: written once by an act, so that no page has to count."""

from __future__ import annotations

from django.db import connection

from .models import Grant, RollCount, Round

# In the order in which a roll is read: by college, then by name.
PLACES = """
    UPDATE awards_grant SET place = ordered.place FROM (
        SELECT one.id, row_number() OVER (
            ORDER BY college.pinyin, college.code, one.pinyin, one.id
        ) AS place
        FROM awards_grant AS one JOIN colleges_college AS college ON college.id = one.college_id
        WHERE one.round_id = %s AND one.status = %s
    ) AS ordered
    WHERE ordered.id = awards_grant.id
"""
COUNTS = """
    INSERT INTO awards_rollcount (round_id, college_id, count, first_place, last_place)
    SELECT round_id, college_id, COUNT(*), MIN(place), MAX(place) FROM awards_grant
    WHERE round_id = %s AND status = %s
    GROUP BY round_id, college_id
"""


def standing_in(round_: Round) -> str:
    """The status of the grants that stand on a round's roll, or on the notice before it."""
    return Grant.Status.CONFERRED if round_.is_conferred else Grant.Status.PUBLICIZED


def set_in_order(round_: Round) -> None:
    """Give each standing grant of a round its place on the roll, and count them by college."""
    standing = (round_.pk, standing_in(round_))
    with connection.cursor() as cursor:
        cursor.execute(PLACES, standing)
        RollCount.objects.filter(round=round_).delete()
        cursor.execute(COUNTS, standing)


def count_without(grant: Grant) -> None:
    """A grant does not stand any more: its place stays empty."""
    of_college = {"round": grant.round_id, "college": grant.college_id}
    left = Grant.objects.filter(**of_college, status=standing_in(grant.round))
    RollCount.objects.filter(**of_college).update(count=left.count())
