"""The steps of a grant, as the acts and the database know them."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import DatabaseError, transaction

from awards.life import ENDED, STEPS, Status
from awards.models import Grant


def test_every_status_is_reached_and_only_an_end_leads_nowhere():
    reached = {other for others in STEPS.values() for other in others}
    assert set(Status) - reached == set()
    assert set(Status) - set(STEPS) == set(ENDED)


@pytest.mark.django_db
@pytest.mark.usefixtures("sample_db")
def test_the_database_takes_the_same_steps_as_the_acts():
    tried = {grant.status: grant for grant in Grant.objects.all()}
    assert len(tried) >= 6
    for grant, other in product(tried.values(), Status):
        if other != grant.status:
            assert is_leap(grant, other) is not grant.may_become(other), (grant.status, other)


def is_leap(grant: Grant, status: str) -> bool:
    """Whether the guard refuses it. What else a status asks for is said by constraints, later."""
    try:
        with transaction.atomic():
            Grant.objects.filter(pk=grant.pk).update(status=status)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "goes from proposed" in str(error)
    return False
