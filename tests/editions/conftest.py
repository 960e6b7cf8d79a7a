"""The public site over the reference facts and the sample."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """What visitors see as `make run` shows it."""
