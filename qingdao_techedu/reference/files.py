"""Reading reference files: UTF-8 CSV, one header, and for each row the line where it begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from django.core.exceptions import FieldDoesNotExist

from qingdao_techedu.facts.reference import ReferenceTable
from qingdao_techedu.spreadsheets.delimited import UnreadableRow, numbered

CITATION_COLUMNS = ("source", "locator")


class MalformedReference(Exception):
    """A reference file cannot be loaded; the text names file, line, column and reason."""

    def __init__(self, table: ReferenceTable, line: int, column: str, reason: str):
        where = f"{table.path}, line {line}" + (f", column {column}" if column else "")
        super().__init__(f"{where}: {reason}")


def rows(table: ReferenceTable) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's first line and its cells by column. Raises ``MalformedReference``."""
    header: list[str] = []
    line = 0
    try:
        for line, cells in numbered(_text(table)):
            if not header:
                header = _checked_header(table, cells)
            elif cells:
                if len(cells) != len(header):
                    reason = f"{len(cells)} cells where the header has {len(header)}."
                    raise MalformedReference(table, line, "", reason)
                yield line, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except UnreadableRow as error:
        raise MalformedReference(table, error.line, "", f"{error}.") from error
    if not header:
        raise MalformedReference(table, 1, "", "the file has no header.")


def _text(table: ReferenceTable) -> str:
    data = table.path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedReference(table, line, "", "is not UTF-8 text.") from error


def _checked_header(table: ReferenceTable, header: list[str]) -> list[str]:
    def fail(column: str, reason: str) -> NoReturn:
        raise MalformedReference(table, 1, column, reason)

    for column in header:
        if header.count(column) > 1:
            fail(column, "stands in the header twice.")
        if column in CITATION_COLUMNS and hasattr(table.model, "citations"):
            continue
        try:
            table.model._meta.get_field(column)
        except FieldDoesNotExist:
            fail(column, f"{table.model._meta.verbose_name} has no such field.")
    for column in table.key:
        if column not in header:
            fail(column, "the key column is missing.")
    return header
