"""Public reads go to a standby; a fault of the standby is not the visitor's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import cast

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from .routing import DatabaseRoute, current, taken

LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
STAFF_ADDRESSES = re.compile(rf"/(?:(?:{LANGUAGES})/)?(?:admin|accounts)/")
FIRST_PIECES = 2  # of a data file: its header and its first rows


class StandbyMiddleware:
    """Gives every public read a route, and answers anew what a standby could not.

    Only GET and HEAD are given one, so nothing is done twice. It stands after whatever turns
    exceptions of views into pages.
    """

    def __init__(self, get_response) -> None:
        if not settings.STANDBYS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_public_read(request):
            return self.get_response(request)
        route = DatabaseRoute(getattr(request, "edition", None))
        with taken(route):
            response = self.get_response(request)
            while response.status_code >= 500 and route.has_failed:
                response = self._again(request, route)
            while isinstance(response, StreamingHttpResponse) and not _is_file(response):
                try:
                    _begin(response, route)
                    break
                except route.errors as error:
                    _close(response)
                    response = self._again(request, route, error)
        return response

    def process_view(self, request, view, args, kwargs) -> None:
        route = current()
        if route is not None and getattr(view, "reads_from_primary", False):
            route.stay_at_primary()

    def process_exception(self, request, exception) -> HttpResponseBase | None:
        """Answer a view's exception from elsewhere, before it is logged as an error."""
        route = current()
        if route is not None and isinstance(exception, route.errors):
            return self._again(request, route, exception)
        return None

    def _again(
        self, request: HttpRequest, route: DatabaseRoute, error: Exception | None = None
    ) -> HttpResponseBase:
        route.leave_standby(error)
        return self.get_response(request)


def _is_public_read(request: HttpRequest) -> bool:
    """Whether nobody is signed in and nothing is sent. The session itself is not asked."""
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not STAFF_ADDRESSES.match(request.path_info)
    )


def _is_file(response: StreamingHttpResponse) -> bool:
    return isinstance(response, FileResponse)


def _begin(response: StreamingHttpResponse, route: DatabaseRoute) -> None:
    """Read the first pieces, while a fault can still be answered; keep the route for the rest."""
    pieces = cast("Iterator[bytes]", response.streaming_content)  # nothing here is asynchronous
    first = list(islice(pieces, FIRST_PIECES))
    response.streaming_content = chain(first, _by(route, pieces))


def _close(response: StreamingHttpResponse) -> None:
    """Close what will not be sent, for whoever counts open files; the request goes on."""
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()


def _by(route: DatabaseRoute, pieces: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        with taken(route):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
