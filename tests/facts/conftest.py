"""The reference facts and the sample, loaded once for the module that asks for them."""

from __future__ import annotations

import pytest
from django.db import transaction

from qingdao_techedu.facts import loading, sampling


@pytest.fixture(scope="module")
def facts_db(django_db_setup, django_db_blocker):
    """The reference facts, for one module: rolled back when it ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sample_db(facts_db):
    """The sample on top of the reference facts, for one module."""
    sampling.load()


@pytest.fixture
def facts(facts_db, db):
    """A test of its own on the reference facts; what it does is undone."""


@pytest.fixture
def sample(sample_db, db):
    """A test of its own on the loaded sample; what it does is undone."""
