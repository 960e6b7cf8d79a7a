"""Pages that were made: what they are called, and keeping them for the next visitor."""

from __future__ import annotations

import gzip
import hashlib
import logging
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from qingdao_techedu.ui.view_mode import mode_of

from .build import build
from .states import State

MAX_BYTES = 64 * 1024  # compressed: a table of some ten thousand cells
AN_HOUR = 60 * 60
OWN_TO_EACH_ANSWER = {"etag", "cache-control", "content-length", "content-encoding"}

logger = logging.getLogger(__name__)

# The headers and the compressed body.
Kept = tuple[list[tuple[str, str]], bytes]


def name_of(request: HttpRequest, state: State) -> str:
    """What the answer to a request is called in a state of the site: its ETag and its key.

    Whatever the answer is made of is part of the name, so that nothing has to be forgotten: when
    something changes, nobody asks for the old name any more. Raises ``DisallowedHost``.
    """
    told = "\n".join(
        (
            state.key,
            build(),
            mode_of(request),
            request.scheme or "",
            request.get_host(),
            request.path,
            request.META.get("QUERY_STRING", ""),
        )
    )
    return hashlib.blake2b(told.encode(errors="surrogateescape"), digest_size=16).hexdigest()


def etag(name: str) -> str:
    """Weak: the moment printed at the foot of a page may differ."""
    return f'W/"{name}"'


def is_known(request: HttpRequest, name: str) -> bool:
    """Whether the visitor holds this very page already."""
    return etag(name) in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))


def find(request: HttpRequest, name: str) -> HttpResponse | None:
    """The answer that was kept under a name, or None."""
    try:
        kept: Kept | None = _cache_for(request).get(name)
    except Exception:
        # The cache may be down; the pages are not.
        logger.exception("The page cache could not be read.")
        return None
    return None if kept is None else _answer(request, kept)


def keep(request: HttpRequest, name: str, response: HttpResponse) -> HttpResponse:
    """Keep an answer, compressed once for all who will ask, and answer with it."""
    body = gzip.compress(response.content, compresslevel=6, mtime=0)
    if len(body) > MAX_BYTES:
        return response
    headers = [
        (header, value)
        for header, value in response.items()
        if header.lower() not in OWN_TO_EACH_ANSWER
    ]
    try:
        _cache_for(request).set(name, (headers, body), AN_HOUR)
    except Exception:
        logger.exception("The page cache could not be written.")
    return _answer(request, (headers, body))


def _cache_for(request: HttpRequest) -> Any:
    """Addresses with a question have a cache of their own: there is no end of questions.

    Whoever asks a million of them pushes out other questions, never a page.
    """
    return caches["answers" if request.META.get("QUERY_STRING") else "pages"]


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    headers, body = kept
    response = HttpResponse(headers=dict(headers))
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response.headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    response.headers["Content-Length"] = str(len(body))
    if request.method == "GET":
        response.content = body
    return response


def lasting(state: State) -> str:
    """How long others may keep a page without asking: browsers never, proxies for moments."""
    shared = state.seconds_left(at_most=settings.PROXIES_KEEP_PAGES)
    return f"public, max-age=0, s-maxage={shared}, must-revalidate"
