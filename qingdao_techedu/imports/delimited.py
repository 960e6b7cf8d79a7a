"""Delimited text as offices write it: UTF-8 or the Chinese encodings; comma, semicolon or tab."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingdao_techedu.facts.reading import UnreadableRow, numbered

from .problems import FileRefused

SEPARATORS = (",", ";", "\t")
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SPOKEN = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030"}


def decoded(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding. Raises ``FileRefused``.

    A byte order mark decides. Without one the text is UTF-8 where it can be, else GB18030, of
    which GBK is a part; but mostly well-formed UTF-8 with broken bytes is just that.
    """
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _strictly(data, encoding), SPOKEN[encoding]
    try:
        return data.decode(), SPOKEN["utf-8"]
    except UnicodeDecodeError as error:
        if _is_broken_utf8(data):
            raise FileRefused(_bad_bytes(data, error)) from error
    return _strictly(data, "gb18030"), SPOKEN["gb18030"]


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row's first line and its cells. Raises ``FileRefused``."""
    try:
        yield from numbered(text, _separator(text))
    except UnreadableRow as error:
        raise FileRefused(
            _(
                "The row at line %(line)d is not well-formed CSV (%(reason)s). "
                "Look for a quotation mark that is not closed, or save the file as XLSX."
            )
            % {"line": error.line, "reason": error}
        ) from error


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(_bad_bytes(data, error)) from error


def _is_broken_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are well-formed UTF-8 than are broken."""
    characters = [one for one in data.decode(errors="replace") if one > "\x7f"]
    broken = characters.count("\ufffd")
    return broken < len(characters) - broken


def _bad_bytes(data: bytes, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    shown = data[error.start : error.start + 4].hex(" ").upper()
    return _(
        "Line %(line)d holds bytes that are no text in %(encoding)s (%(bytes)s). "
        "Save the file as “CSV UTF-8” or as XLSX."
    ) % {
        "line": line,
        "encoding": SPOKEN.get(error.encoding.replace("_", "-"), error.encoding),
        "bytes": shown,
    }


def _separator(text: str) -> str:
    """The separator that stands most often in the first line with words, outside quotes."""
    heading = next((line for line in text.splitlines()[:100] if line.strip(" ,;\t")), "")
    bare = "".join(heading.split('"')[::2])
    return max(SEPARATORS, key=bare.count)
