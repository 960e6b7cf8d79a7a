"""Settings of a portal under measurement: it has a bare view beside its pages."""

from __future__ import annotations

import os

from qingdao_techedu.settings import *  # noqa: F403 (they are what is measured)
from qingdao_techedu.settings import CACHES, MIDDLEWARE

ROOT_URLCONF = "addresses"
if os.environ.get("BENCH_WITHOUT_EDITIONS"):
    MIDDLEWARE = [name for name in MIDDLEWARE if ".page_cache." not in name]
if os.environ.get("BENCH_COLD"):
    NOTHING_KEPT = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    CACHES = {**CACHES, "pages": NOTHING_KEPT, "answers": NOTHING_KEPT}
