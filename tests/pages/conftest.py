"""The public pages over the reference facts and the sample, as `make run` shows them."""

from __future__ import annotations

import pytest

from qingdao_techedu.facts import sampling


@pytest.fixture(scope="package", autouse=True)
def _sample(django_db_setup, django_db_blocker):
    """Load the sample for the tests of this folder, and clear it after them."""
    with django_db_blocker.unblock():
        sampling.load()
    yield
    with django_db_blocker.unblock():
        sampling.clear()
