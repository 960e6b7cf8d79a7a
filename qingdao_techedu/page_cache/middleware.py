"""Anonymous visitors get a page that is made once an edition, and learn that theirs still holds."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from qingdao_techedu.ui import view_mode
from qingdao_techedu.ui.middleware import FOR_MACHINES

from . import pages
from .dates import Modified
from .states import State, state_now

# What makes a page somebody's own. A token of forms only means that pages are not kept.
PERSONAL = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
# An answer that varies by more is told apart by more than its name.
KNOWN_TO_VARY = {"cookie", "accept-encoding"}

logger = logging.getLogger(__name__)


def public_pages(get_response):
    """Answer anonymous reading from what was kept, with 304 where the visitor has it already.

    A view whose answer rests on more than the address and the database says so by a
    ``Cache-Control`` of its own (``never_cache``): it is then left alone. While a page is made,
    ``request.edition`` is the edition that it must at least be of.
    """
    if settings.DEBUG:  # templates change there without a new build
        raise MiddlewareNotUsed

    def state_for(request: HttpRequest) -> State | None:
        try:
            state = state_now()
            return state if state.is_sure else None
        except DatabaseError:
            logger.exception("The edition could not be read: the page is made without.")
            _reconnect()
            return None

    def middleware(request):
        request.edition = None
        if not _is_anonymous_reading(request):
            return get_response(request)
        try:
            state = state_for(request)
            name = pages.name_of(request, state) if state else ""
        except DisallowedHost:
            return get_response(request)
        if state is None:
            return _unkept(get_response(request))
        if pages.is_known(request, name):
            return _marked(_not_modified(), name, state)
        kept = pages.find(request, name)
        if kept is not None:
            return _sent(request, kept, name, state)
        request.edition = state.edition
        request.is_unmodified = Modified.of(state).still_holds(request)
        return _made(request, get_response, name, state)

    return middleware


def _reconnect() -> None:
    """Drop a connection that its server ended, so that the page is made by a new one."""
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _made(request, get_response, name: str, state: State) -> HttpResponse:
    """A page for this visitor, and for all others where nothing in it is about this one."""
    has_token = settings.CSRF_COOKIE_NAME in request.COOKIES
    if not has_token:
        # Whatever else sends cookies along (a firewall, say): no page can depend on it.
        mode = request.COOKIES.get(view_mode.COOKIE)
        request.COOKIES = {} if mode is None else {view_mode.COOKIE: mode}
    response = get_response(request)
    if not _is_for_everybody(response) or has_token or not state.holds():
        return _unkept(response)
    if request.method == "GET" and _is_whole(response):
        response = pages.keep(request, name, response)
    return _sent(request, response, name, state)


def _sent(request, response, name: str, state: State) -> HttpResponse:
    """The answer, or that it has not changed since the date that its reader knows.

    Pages have no date: how they look depends on the visitor's view mode too, which dates do not.
    """
    if response.headers.get("Content-Type", "").startswith("text/html"):
        return _marked(response, name, state)
    modified = Modified.of(state)
    # A view that sends a stream asks ``request.is_unmodified`` before it begins one.
    is_sent_at_once = response.status_code == 200 and not response.streaming
    if is_sent_at_once and modified.still_holds(request):
        response = _not_modified()
    response.headers["Last-Modified"] = modified.header
    return _marked(response, name, state)


def _is_anonymous_reading(request) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and request.path_info not in FOR_MACHINES
        and not any(cookie in request.COOKIES for cookie in PERSONAL)
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _is_for_everybody(response) -> bool:
    varies = {part.strip().lower() for part in response.get("Vary", "").split(",")} - {""}
    return (
        response.status_code in (200, 206, 304)
        and not response.cookies
        and "Cache-Control" not in response
        and varies <= KNOWN_TO_VARY
    )


def _is_whole(response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and "ETag" not in response
        and "Content-Encoding" not in response
        # A file of data: it is compressed already, or not meant to be.
        and not getattr(response, "is_sent_as_it_is", False)
    )


def _marked(response, name: str, state: State) -> HttpResponse:
    response.headers.setdefault("ETag", pages.etag(name))
    response.headers["Cache-Control"] = pages.lasting(state)
    return response


def _unkept(response) -> HttpResponse:
    """An error, a redirect, a page with somebody's form: nobody keeps it."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _not_modified() -> HttpResponse:
    response = HttpResponseNotModified()
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response
