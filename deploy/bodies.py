"""Bodies of requests are asked for when the application reads them, and else left alone.

gunicorn itself says "100 Continue" before the application has seen the head, and takes up to 64 KB
of what nobody read. Here an answer that comes before the body ends the connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

MAX_THROWN_AWAY = 64 * 1024  # bytes; as much gunicorn takes to keep a connection
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def answering_early(application: Callable[..., Iterable[bytes]]) -> Callable[..., Any]:
    """The application, after whose answer no connection is kept that has a body on the way."""

    def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"] = Awaited(environ)

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            if not body.is_taken():
                start_response.__self__.force_close()  # gunicorn's Response
            return start_response(status, headers, exc_info)

        return application(environ, begin)

    return answered


class Awaited:
    """gunicorn's body, for which a client that asks first is told to go on when it is read."""

    def __init__(self, environ: dict[str, Any]) -> None:
        self._body, self._sock = environ["wsgi.input"], environ["gunicorn.socket"]
        is_asking = environ.get("HTTP_EXPECT", "").lower() == "100-continue"
        self._is_waiting = is_asking and environ["SERVER_PROTOCOL"] == "HTTP/1.1"

    def read(self, size: int | None = None) -> bytes:
        return self._asked().read(size)

    def readline(self, size: int | None = None) -> bytes:
        return self._asked().readline(size)

    def readlines(self, size: int | None = None) -> list[bytes]:
        return self._asked().readlines(size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._asked())

    def is_taken(self) -> bool:
        """Whether nothing is left of it, or so little that it can be thrown away."""
        left = getattr(self._body.reader, "length", None)
        if left is None:  # in chunks
            return self._body.reader.parser is None
        return left == 0 or (left <= MAX_THROWN_AWAY and not self._is_waiting)

    def _asked(self) -> Any:
        if self._is_waiting:
            self._is_waiting = False
            self._sock.sendall(CONTINUE)
        return self._body
