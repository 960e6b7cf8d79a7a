"""The addresses of the portal, and one of a view that does nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from qingdao_techedu.urls import handler400, handler403, handler404, handler500
from qingdao_techedu.urls import urlpatterns as of_the_portal

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@never_cache
def bare(request):
    """The least that a Django view can do, made anew each time."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), *of_the_portal]
