"""Asking the portal as a visitor's browser does: through its WSGI application, on no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils.datastructures import CaseInsensitiveMapping


@dataclass(frozen=True)
class VisitorAnswer:
    """What a visitor was answered; the body is whole, and compressed where the headers say so."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Visitor:
    """A browser that accepts no compression and keeps no cookie, so that it is new each time.

    Who asks finds the language, the addresses, the context of the log and the database connections
    of the thread as they were. A page that fails is answered by 500, as to any visitor.
    """

    def __init__(self, host: str, *, is_secure: bool) -> None:
        self._host, self._scheme = host, "https" if is_secure else "http"
        self._application = WSGIHandler()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> VisitorAnswer:
        """The answer to an address of the portal, such as ``/en/awards/?page=2``."""
        with _connections_kept():
            return copy_context().run(self._answer, self._environ(address, headers or {}))

    def request(self, address: str) -> WSGIRequest:
        """The request that ``get`` sends."""
        return WSGIRequest(self._environ(address, {}))

    def _environ(self, address: str, headers: Mapping[str, str]) -> dict:
        path, _mark, query = address.partition("?")
        environ = {
            "HTTP_HOST": self._host,
            "SERVER_NAME": self._host,
            "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "REMOTE_ADDR": "127.0.0.1",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # as PEP 3333 has it
            "QUERY_STRING": query,
            "wsgi.url_scheme": self._scheme,
            **{f"HTTP_{name.upper().replace('-', '_')}": said for name, said in headers.items()},
        }
        setup_testing_defaults(environ)
        return environ

    def _answer(self, environ: dict) -> VisitorAnswer:
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status, headers, exc_info=None, /):
            begun.append((status, headers))
            return bytearray().extend  # the writer of old applications, which Django never calls

        parts = self._application(environ, start)
        try:
            body = b"".join(parts)  # to the end: half read, a file would hold the connection
        finally:
            parts.close()
        [(status, headers)] = begun
        return VisitorAnswer(int(status.split()[0]), CaseInsensitiveMapping(headers), body)


@contextmanager
def _connections_kept() -> Iterator[None]:
    """A server looks after its connections around each request; these belong to who asks."""
    ends = [
        end for end in (request_started, request_finished) if end.disconnect(close_old_connections)
    ]
    try:
        yield
    finally:
        for end in ends:
            end.connect(close_old_connections)
