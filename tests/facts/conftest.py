"""The reference facts and the sample, loaded once for the module that asks for them."""

from __future__ import annotations

import pytest


@pytest.fixture
def facts(db):
    """A test of its own on the reference facts; what it does is undone."""


@pytest.fixture
def sample(sample_db, db):
    """A test of its own on the loaded sample; what it does is undone."""
