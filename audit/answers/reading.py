"""What an answer says, as lines that can be compared: without what is new each time."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pyarrow.parquet

from audit.answers import markup
from audit.answers.recording import RecordedAnswer, digest_of

# Tokens of forms, and the sign of the edition, which any migration may change.
TOKENS = (
    (re.compile(r'(name="csrfmiddlewaretoken"[^>]*?value=")[^"]*'), r"\1…"),
    (re.compile(r'(name="seen"[^>]*?value=")[^"]*'), r"\1…"),
    (re.compile(r'(value=")[^"]*("[^>]*?name="(?:seen|csrfmiddlewaretoken)")'), r"\1…\2"),
    (re.compile(r'("edition": ")[0-9a-f]{16}'), r"\1…"),
)
SAME_EACH_TIME = re.compile(r'"[0-9a-f]{64}"')  # an ETag that is the digest of what is sent
OF_THE_EDITION = {"etag", "last-modified"}
COOKIE = re.compile(r"^([^=]+)=[^;]*")
CODE = re.compile(r"/[^/]+/$")  # of what a form has made


def headers(answer: RecordedAnswer) -> list[str]:
    """A line a header, with what stands for a build, an edition or a browser left out."""
    told = {name.lower(): value for name, value in answer.headers}
    is_sealed = bool(SAME_EACH_TIME.fullmatch(told.get("etag", "")))
    found = []
    for name, value in answer.headers:
        if name.lower() in OF_THE_EDITION and not is_sealed:
            value = "…"
        elif name == "Set-Cookie":
            value = COOKIE.sub(r"\1=…", value)
        elif name == "Location" and answer.sent:
            value = CODE.sub("/…/", value)
        elif name == "Content-Length":  # the body says it
            continue
        found.append(f"{name}: {value}")
    return found


def text(kind: str, body: bytes) -> list[str]:
    """The body as it is, but for tokens; by digest where it is no text."""
    if _is_text(kind):
        return _masked(body).splitlines()
    return [f"{len(body)} bytes, SHA-256 {digest_of(body)}"]


def content(kind: str, body: bytes) -> list[str]:
    """What the body holds, whatever the space, the order of keys or the way it is packed.

    One that is not what it says is read as it is.
    """
    try:
        return _content(kind, body)
    except (ValueError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile):  # Arrow's are the first
        return text(kind, body)


def _content(kind: str, body: bytes) -> list[str]:
    if body[:2] == b"\x1f\x8b":
        return content(kind, gzip.decompress(body))
    if body[:2] == b"PK":
        return list(_in_archive(body))
    if body[:4] == b"PAR1":
        table = pyarrow.parquet.read_table(io.BytesIO(body))
        return [str(table.schema), *(json.dumps(row, default=str) for row in table.to_pylist())]
    if kind == "text/html":
        return markup.tokens(_masked(body))
    if kind.endswith("json") and "ndjson" not in kind:
        told = json.loads(_masked(body))
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).splitlines()
    return text(kind, body)


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or any(word in kind for word in ("json", "xml", "pem"))


def _masked(body: bytes) -> str:
    told = body.decode("utf-8", errors="backslashreplace")
    for token, mask in TOKENS:
        told = token.sub(mask, told)
    return told


def _in_archive(body: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            yield f"== {name}"
            kind = "application/xml" if name.endswith((".xml", ".rels")) else "text/plain"
            inside = archive.read(name)
            is_packed = inside[:2] in (b"PK", b"\x1f\x8b") or inside[:4] == b"PAR1"
            yield from (
                content("", inside)
                if is_packed
                else ("\n".join(text(kind, inside)).replace("><", ">\n<").splitlines())
            )
