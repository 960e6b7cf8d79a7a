"""Settings of a portal that has a bare view beside its pages, to compare them with."""

from __future__ import annotations

import os

from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache

from qingdao_techedu.settings import *  # noqa: F403 (they are what is measured)
from qingdao_techedu.settings import MIDDLEWARE

ROOT_URLCONF = "serving"
if os.environ.get("BENCH_WITHOUT_EDITIONS"):
    MIDDLEWARE = [name for name in MIDDLEWARE if ".editions." not in name]


def bare(request):
    """The least that a Django view can do, made anew each time."""
    return HttpResponse("ok")


urlpatterns = [
    path("bare/", never_cache(bare)),
    path("healthz", bare),
    path("", include("qingdao_techedu.urls")),
]
