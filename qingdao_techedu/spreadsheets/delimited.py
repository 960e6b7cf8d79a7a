"""Delimited text as offices write it: comma, semicolon or tab."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .refusals import FileRefused

SEPARATORS = (",", ";", "\t", "，", "；")


class UnreadableRow(Exception):
    """The row that begins at ``line`` is not well-formed; the text says why."""

    def __init__(self, line: int, reason: str):
        super().__init__(reason)
        self.line = line


def numbered(text: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Each row of delimited text with the line where it begins. Raises ``UnreadableRow``."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableRow(line, str(error)) from error


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row's first line and its cells. Raises ``FileRefused``."""
    try:
        yield from numbered(text, separator_of(text))
    except UnreadableRow as error:
        raise FileRefused(
            _(
                "The row at line %(line)d is not well-formed CSV (%(reason)s). "
                "Look for a quotation mark that is not closed, or save the file as XLSX."
            )
            % {"line": error.line, "reason": error}
        ) from error


def separator_of(text: str) -> str:
    """The separator that stands most often in the first line that has one outside quotes."""
    for line in text.splitlines()[:100]:
        bare = "".join(line.split('"')[::2])
        if line.strip(" ,;\t") and any(one in bare for one in SEPARATORS):
            return max(SEPARATORS, key=bare.count)
    return SEPARATORS[0]
