"""The first worksheet of an XLSX workbook as rows of text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from .limits import Limits
from .measuring import measure
from .problems import FileRefused
from .unpacking import damaged, packed, unpacked

# Above it a spreadsheet has already rounded: a code of 18 digits is no longer what was typed.
LARGEST_WHOLE = 10**15


def rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row's number, counted from 1, and its cells. Raises ``FileRefused``."""
    parts = unpacked(data, limits)
    measure(parts, limits)
    for line, cells in enumerate(_cells(parts), start=1):
        yield line, [_as_text(cell, line) for cell in cells]


def _cells(parts: dict[str, bytes]) -> list[list[Any]]:
    try:
        workbook = CalamineWorkbook.from_filelike(packed(parts))
        for place, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ == SheetTypeEnum.WorkSheet:
                return workbook.get_sheet_by_index(place).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise FileRefused(damaged()) from error
    except BaseException as error:
        # What the reader written in Rust calls a panic is no Exception to Python.
        if type(error).__name__ != "PanicException":
            raise
        raise FileRefused(damaged()) from error
    raise FileRefused(damaged())


def _as_text(cell: Any, line: int) -> str:
    """A cell as a person would have typed it: ``2.0`` → ``2``, a date as ``2024-04-24``."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return _number(cell, line)
    if isinstance(cell, datetime.datetime):
        whole_day = cell.time() == datetime.time()
        return cell.date().isoformat() if whole_day else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _number(cell: float, line: int) -> str:
    if abs(cell) >= LARGEST_WHOLE:
        raise FileRefused(
            _(
                "Line %(line)d holds a number of more than 15 digits, which the spreadsheet has "
                "rounded already. Format the column as text and type it again."
            )
            % {"line": line}
        )
    return str(int(cell)) if cell == int(cell) else repr(cell)
