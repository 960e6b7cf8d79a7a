"""The words of a PDF, page by page. Scans hold none: they cannot be searched."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

from django.utils.translation import gettext as _

from qingdao_techedu.spreadsheets.refusals import Damaged, FileRefused, Protected, TooLarge

from .passages import Passage

MAX_PAGES = 1_000
MAX_CHARACTERS = 20 * 2**20
MAX_SECONDS = 60  # looked at between pages, each of which unpacks to no more than pypdf allows


def passages(data: bytes) -> Iterator[Passage]:
    """The text of each page, its lines, then notes. Raises ``FileRefused``."""
    import pypdf  # noqa: PLC0415 (heavy, and only needed for a PDF)
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    began, length = time.monotonic(), 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Protected()
        if len(reader.pages) > MAX_PAGES:
            raise TooLarge()
        for number, page in enumerate(reader.pages, start=1):
            text = page.extract_text() + _notes(page)
            length += len(text)
            if length > MAX_CHARACTERS or time.monotonic() - began > MAX_SECONDS:
                raise TooLarge()
            if not text.strip() and len(page.images):
                raise FileRefused(
                    _("Page %(number)d is a picture without text: it cannot be searched.")
                    % {"number": number}
                )
            yield Passage([text], _placed(number))
        about = "\n".join(str(value) for value in (reader.metadata or {}).values())
        yield Passage([about], lambda _cell, _line: _("properties of the document"))
    except FileRefused:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Damaged() from error
    except (RecursionError, OverflowError, NotImplementedError, MemoryError) as error:
        raise Damaged() from error


def _notes(page) -> str:
    """What is written beside the page: comments and the fields of forms."""
    words = [""]
    for note in page.annotations or ():
        content = note.get_object()
        words += [str(content[key]) for key in ("/Contents", "/V", "/DV") if key in content]
    return "\n".join(words)


def _placed(page: int):
    return lambda _cell, line: _("page %(page)d, line %(line)d") % {"page": page, "line": line}
