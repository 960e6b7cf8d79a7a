"""Settings of a portal that has a bare view beside its pages, to compare them with."""

from __future__ import annotations

import os

from qingdao_techedu.settings import *  # noqa: F403 (they are what is measured)
from qingdao_techedu.settings import MIDDLEWARE

ROOT_URLCONF = "addresses"
if os.environ.get("BENCH_WITHOUT_EDITIONS"):
    MIDDLEWARE = [name for name in MIDDLEWARE if ".editions." not in name]
