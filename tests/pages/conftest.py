"""The public pages over the reference facts and the sample, as `make run` shows them."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Every file of this folder reads the sample."""
