"""The API over the reference facts and the sample, as `make run` shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module", autouse=True)
def _sample(sample_db):
    """Every file of this folder reads the sample."""


@pytest.fixture
def ask(client) -> Callable[..., dict[str, Any]]:
    """Asks an address below ``/api/v1/`` that has an answer, and returns its JSON."""

    def get(address: str, **parameters: Any) -> dict[str, Any]:
        response = client.get(f"/api/v1/{address}", parameters)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return get


@pytest.fixture
def pages(client) -> Callable[..., Iterator[dict[str, Any]]]:
    """Follows the next links of an address from its first page to its last."""

    def follow(address: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        page = client.get(f"/api/v1/{address}", parameters).json()
        yield page
        while page["links"]["next"]:
            page = client.get(page["links"]["next"]).json()
            yield page

    return follow
