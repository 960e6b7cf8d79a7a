"""Every worker and node names the same build alike."""

from __future__ import annotations

import pytest
from django.utils import translation

from qingdao_techedu.editions.build import build

pytestmark = pytest.mark.django_db  # the folder looks at the triggers first


def test_the_language_of_the_first_request_does_not_matter():
    digests = set()
    for language in ("zh-hans", "en"):
        build.cache_clear()
        with translation.override(language):
            digests.add(build())
    assert len(digests) == 1
