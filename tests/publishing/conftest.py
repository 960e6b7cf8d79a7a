"""A published college, and the page on which an editor changes it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from colleges.models import Campus, College


@pytest.fixture
def college(db) -> College:
    made = College.objects.create(
        code="qd-900", name_zh="示范技师学院", publication="published", phone="0532-1"
    )
    Campus.objects.create(college=made, name_zh="主校区")
    return made


@pytest.fixture
def address(college) -> str:
    return reverse("admin:colleges_college_change", args=[college.pk])


@pytest.fixture
def change(client, posted):
    """Opens a form of the desk, types, and sends it; answers with the response."""

    def send(address: str, **typed):
        return client.post(address, {**posted(client.get(address)), **typed})

    return send
