"""Files that are written once, named by their digest, and sent as they lie on the disk."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from qingdao_techedu.outages.reasons import reason_of

from .streaming import accepted_encoding
from .unfinished import unfinished

# A withdrawn file has to be gone from every cache a minute later: copies are kept that long and
# then asked for again, which costs a 304. "immutable" would keep it for as long as a cache likes.
KEPT_FOR = "public, max-age=60, must-revalidate"
ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)
READ_AT_ONCE = 256 * 1024  # bytes, where the server has no faster way


class OtherContent(Exception):
    """What was written is not what was to be written; ``sha256`` is its digest."""

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


class CannotBeWritten(ValidationError):
    """The disk takes no file; says why in a sentence. Whoever acts is told, and nothing is done."""


@dataclass(frozen=True)
class StoredFile:
    """A file among those that the portal writes. ``name`` is its place below ``MEDIA_ROOT``."""

    name: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return Path(default_storage.path(self.name))


def keep(
    stem: str, suffix: str, write: Callable[[IO[bytes]], None], *, only: str = ""
) -> StoredFile:
    """Have ``write`` fill a file, and keep it under a name that holds its digest.

    The same content is the same file and other content never is. Nothing is kept of a file that
    failed midway, nor of one whose digest is not ``only`` where that is given (``OtherContent``).
    Raises ``CannotBeWritten`` where the disk is full or may only be read.
    """
    try:
        return _kept(stem, suffix, write, only)
    except OSError as error:
        if reason := reason_of(error):
            raise CannotBeWritten(str(reason)) from error
        raise


def _kept(stem: str, suffix: str, write: Callable[[IO[bytes]], None], only: str) -> StoredFile:
    folder = Path(default_storage.path(stem)).parent
    folder.mkdir(parents=True, exist_ok=True)
    with unfinished(folder) as file:
        write(file)
        size = file.tell()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if only and sha256 != only:
            raise OtherContent(sha256)
        stored = StoredFile(f"{stem}-{sha256[:12]}.{suffix}", size, sha256)
        os.fsync(file.fileno())  # some disks tell only then that they are full
        Path(file.name).chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        Path(file.name).replace(stored.path)
    return stored


class FileRange(io.FileIO):
    """A stretch of a file that reads like a whole one and still has its file number.

    A server that sends by file number begins where the part begins and counts by Content-Length.
    """

    def __init__(self, path: Path, start: int, length: int) -> None:
        super().__init__(path)
        self.seek(start)
        self._end = start + length

    def read(self, size: int | None = -1, /) -> bytes:
        rest = max(0, self._end - self.tell())
        return super().read(rest if size is None or size < 0 else min(size, rest)) or b""


class HeadersOfFile(HttpResponse):
    """The answer without its body, which middleware would compress, wrap or keep a copy of."""

    part: FileRange | None = None


class FileFromDisk(FileResponse):
    """The body, with headers that are decided already."""

    block_size = READ_AT_ONCE

    def set_headers(self, filelike) -> None:
        """Nothing is guessed from the file."""


def send_from_disk(get_response):
    """Middleware outside of all that touches bodies: here the file takes its place in the answer.

    The server finds the very file and hands its number to the system (``sendfile``).
    """

    def middleware(request):
        response = get_response(request)
        if getattr(response, "part", None) is None:
            return response
        sent = FileFromDisk(response.part, status=response.status_code, headers=response.headers)
        sent.cookies = response.cookies
        return sent

    return middleware


def respond(
    request,
    file: StoredFile,
    *,
    as_name: str,
    content_type: str,
    modified_at: datetime.datetime,
    compressed: StoredFile | None = None,
) -> HttpResponse:
    """The file, or the part or the news of it that was asked for (RFC 9110, RFC 9530).

    ``compressed`` is the same by gzip, for whoever takes it; it has an ETag of its own.
    """
    sent, encoding = file, ""
    if compressed and accepted_encoding(request.headers.get("Accept-Encoding", ""), ["gzip"]):
        sent, encoding = compressed, "gzip"
    etag, modified = f'"{sent.sha256}"', int(modified_at.timestamp())
    headers = {
        "Content-Type": content_type,
        "Content-Disposition": content_disposition_header(True, as_name),
        "Content-Length": str(sent.size),
        "Accept-Ranges": "bytes",
        "Cache-Control": KEPT_FOR,
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "Repr-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(sent.sha256)).decode()}:",
        "X-Robots-Tag": "noindex",
        **({"Vary": "Accept-Encoding"} if compressed else {}),
        **({"Content-Encoding": encoding} if encoding else {}),
    }
    found = HeadersOfFile(headers=headers)
    answer = get_conditional_response(request, etag, modified, found) or found
    if answer is not found or request.method != "GET":
        return answer
    is_part = _is_wanted_in_part(request, etag, modified)
    span = span_of(request.headers["Range"], sent.size) if is_part else None
    if span == NOWHERE:
        outside = {"Content-Range": f"bytes */{sent.size}", "Cache-Control": "no-store"}
        return HttpResponse(status=416, headers=outside)
    if span is None:
        found.part = FileRange(sent.path, 0, sent.size)
        return found
    start, length = span
    found.status_code = 206
    found.headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{sent.size}"
    found.headers["Content-Length"] = str(length)
    found.part = FileRange(sent.path, start, length)
    return found


NOWHERE = (0, 0)


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """Start and length of the one range that was asked for, in bytes; ``NOWHERE`` outside the file.

    None for what is no such range, and for several at once: the answer is the whole file then.
    """
    asked = ONE_RANGE.fullmatch("".join(header.split()))
    if asked is None or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, length) if length else NOWHERE
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        return NOWHERE
    return start, (min(int(last), size - 1) if last else size - 1) - start + 1


def _is_wanted_in_part(request, etag: str, modified: int) -> bool:
    """Whether a range was asked for, of this very content where the request says of which."""
    if "Range" not in request.headers:
        return False
    condition = request.headers.get("If-Range", etag)
    if condition.startswith(('"', "W/")):
        return condition == etag
    return parse_http_date_safe(condition) == modified
