"""The addresses of the portal, one of a view that does nothing, and one of the process."""

from __future__ import annotations

import os

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from qingdao_techedu.portal.urls import handler400, handler403, handler404, handler500
from qingdao_techedu.portal.urls import urlpatterns as of_the_portal

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@never_cache
def bare(request):
    """The least that a Django view can do, made anew each time."""
    return HttpResponse("ok")


@never_cache
def process(request):
    """The number of the process that answers, whose memory is looked at."""
    return HttpResponse(str(os.getpid()))


urlpatterns = [path("bare/", bare), path("process/", process), *of_the_portal]
