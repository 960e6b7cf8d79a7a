"""Sending a file while it is being made: compressed where asked, whole or seen to be broken.

Small files are sent at once with their length. Of large ones a worker makes a few at a time, so
that those who read slowly leave threads to everybody else.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from threading import BoundedSemaphore

import zstandard
from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

SMALL = 64 * 1024  # bytes
SLOWEST = 60  # seconds that a visitor may take for one piece
RETRY_AFTER = 30  # seconds
GZIP = 16 + zlib.MAX_WBITS
REFUSES = re.compile(r"q\s*=\s*0(\.0{0,3})?")
QUICKEST = 1  # level of compression: the network gains more than the processor loses

Pieces = Generator[bytes, None, None]

_rooms = BoundedSemaphore(settings.EXPORTS_PER_WORKER)


def sent(request, pieces: Pieces, content_type: str, *, compress: bool) -> HttpResponseBase:
    """The pieces as an answer, or 503 with a sentence where too many are being made already."""
    encoding = accepted_encoding(request.headers.get("Accept-Encoding", "")) if compress else ""
    if encoding:
        pieces = ENCODERS[encoding](pieces)
    start, is_whole = _start_of(pieces)
    response: HttpResponseBase
    if is_whole:
        response = HttpResponse(start, content_type=content_type)
    elif not _rooms.acquire(blocking=False):
        pieces.close()
        return _too_many()
    else:
        stream = Stream(start, pieces, request.environ.get("gunicorn.socket"))
        if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
            response = FileResponse(_spooled(stream), content_type=content_type)
        else:
            response = StreamingHttpResponse(stream, content_type=content_type)
    if compress:
        patch_vary_headers(response, ["Accept-Encoding"])
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return as_it_is(response)


def as_it_is(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, marked as compressed enough: see ``ui.middleware.CompressPages``."""
    response.is_sent_as_it_is = True  # type: ignore[attr-defined]
    return response


class Stream:
    """The pieces of a large file. It has one of the rooms until it is closed, as answers are."""

    def __init__(self, start: bytes, pieces: Pieces, socket):
        self._start = start
        self._pieces = pieces
        self._socket = socket
        self._room = _rooms
        self._is_open = True
        if socket is not None:
            # One who takes nothing for so long holds a thread: the connection is broken.
            socket.settimeout(SLOWEST)

    def __iter__(self) -> Iterator[bytes]:
        yield self._start
        yield from self._pieces

    def __del__(self) -> None:
        """An answer that was dropped on its way out is closed by nobody else."""
        self.close()

    def close(self) -> None:
        """Stop making the file: the database is told, and others may have the room."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            self._pieces.close()
        finally:
            self._room.release()
            if self._socket is not None:
                with suppress(OSError):  # it is closed where the visitor has gone
                    self._socket.settimeout(None)


def accepted_encoding(header: str, among: Iterable[str] = ()) -> str:
    """The first of the encodings ``among`` which is accepted, or nothing (RFC 9110, 12.5.3)."""
    takes = {}
    for one in header.lower().split(","):
        name, _semicolon, weight = one.partition(";")
        takes[name.strip()] = REFUSES.fullmatch(weight.strip()) is None
    any_other = takes.get("*", False)
    return next((name for name in among or ENCODERS if takes.get(name, any_other)), "")


def _start_of(pieces: Pieces) -> tuple[bytes, bool]:
    """The first pieces in one, and whether they are all."""
    start = bytearray()
    for piece in pieces:
        start += piece
        if len(start) >= SMALL:
            return bytes(start), False
    return bytes(start), True


def _spooled(stream: Stream):
    """The file whole on disk, for a protocol whose only sign of an end is that nothing follows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with closing(stream):
        file.writelines(stream)
    file.seek(0)
    return file


def _too_many() -> HttpResponse:
    response = HttpResponse(
        _("Many files are being made at this moment. Try again in half a minute."),
        status=503,
        content_type="text/plain; charset=utf-8",
    )
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _gzipped(pieces: Pieces) -> Pieces:
    return _encoded(pieces, zlib.compressobj(QUICKEST, wbits=GZIP), zlib.Z_SYNC_FLUSH)


def _zstandard(pieces: Pieces) -> Pieces:
    encoder = zstandard.ZstdCompressor(QUICKEST).compressobj()
    return _encoded(pieces, encoder, zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def _encoded(pieces: Pieces, encoder, flush_block: int) -> Pieces:
    """The pieces compressed; the first leaves at once, and without the last it is seen to lack."""
    is_first = True
    with closing(pieces):
        for piece in pieces:
            some = encoder.compress(piece)
            if is_first:
                some += encoder.flush(flush_block)
                is_first = False
            if some:
                yield some
    yield encoder.flush()


ENCODERS = {"zstd": _zstandard, "gzip": _gzipped}
