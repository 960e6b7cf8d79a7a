"""Too many wrong passwords close the door for a while, and a page says for how long."""

from __future__ import annotations

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_after_too_many_attempts_says_how_long_to_wait(client, prefix, settings):
    sent = {"login": "somebody", "password": "wrong"}
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(f"{prefix}/accounts/login/", sent)
    assert response.status_code == 429
    assert "accounts/lockout.html" in [template.name for template in response.templates]
    assert " 15 " in response.content.decode()
