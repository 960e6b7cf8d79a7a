"""Which sheet of a workbook is read, as what it shows, and what the sender is told of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qingdao_techedu.spreadsheets.formats import plain
from qingdao_techedu.spreadsheets.metering import PLACE
from qingdao_techedu.spreadsheets.workbooks import Worksheet, has_macros, worksheets

from .limits import Limits
from .problems import FileRefused

# The sheets of our own templates: one to fill in, and those that only tell.
FIRST_SHEET = "数据 Data"
TELLING = {"zh-hans": "填写说明", "en": "Instructions"}
CODES = "代码表 Codes"
# Above it a spreadsheet has already rounded: a code of 18 digits is no longer what was typed.
LARGEST_WHOLE = 10**15


class _Rounded(Exception):
    """A number has more digits than a spreadsheet keeps."""


@dataclass(frozen=True)
class Opened:
    """The sheet that is read, and what the sender should know."""

    sheet: Worksheet
    read_as: str
    notes: list[str]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row's number, counted from 1, and its cells. Raises ``FileRefused``."""
        line = 0
        try:
            for line, cells in enumerate(self.sheet.texts(_spoken), start=1):
                yield line, cells
        except _Rounded:
            raise FileRefused(
                _(
                    "Line %(line)d holds a number of more than 15 digits, which the spreadsheet "
                    "has rounded already. Format the column as text and type it again."
                )
                % {"line": line + 1}
            ) from None

    @property
    def merged(self) -> list[tuple[str, int, int]]:
        """The ranges of merged cells with their first and last line."""
        found = []
        for one in self.sheet.noted.merged:
            lines = [int(match[2]) for match in PLACE.finditer(one)]
            if lines:
                found.append((one, min(lines), max(lines)))
        return found


def opened(data: bytes, limits: Limits) -> Opened:
    """The first sheet that shows something to whoever opens the workbook. Raises ``FileRefused``.

    A hidden sheet is never read: its author may not know that it is there.
    """
    sheets, parts = worksheets(data, limits.most)
    if has_macros(parts):
        raise FileRefused(
            _("The workbook holds macros. Save it as “Excel workbook (.xlsx)”, without macros.")
        )
    written = [sheet for sheet in sheets if sheet.noted.has_content]
    telling = {*TELLING.values(), CODES}
    found = next((one for one in written if not one.is_hidden and one.name not in telling), None)
    if found is None:
        raise FileRefused(_nothing_to_read(written, telling))
    _refuse_no_plain_values(found)
    others = [one for one in written if one is not found and one.name not in telling]
    read_as = _("XLSX, sheet “%(name)s”") % {"name": found.name} if others else "XLSX"
    return Opened(found, read_as, [*_of_others(found, others), *_of_hidden(found)])


def faulty(cells: list[str]) -> str:
    """Why cells without a value are refused."""
    return ngettext(
        "Cell %(cells)s shows a fault such as #N/A. Write its value or empty it.",
        "Cells %(cells)s show a fault such as #N/A. Write their values or empty them.",
        len(cells),
    ) % {"cells": ", ".join(cells)}


def _nothing_to_read(written: list[Worksheet], telling: set[str]) -> str:
    hidden = [one.name for one in written if one.is_hidden and one.name not in telling]
    if not hidden:
        return _("The file is empty. Download the template and fill it in.")
    return _(
        "Only hidden sheets hold anything: %(names)s. Show the sheet that is meant, and save."
    ) % {"names": ", ".join(hidden)}


def _refuse_no_plain_values(sheet: Worksheet) -> None:
    """Formulas may say something else tomorrow, and a fault says nothing at all."""
    noted = sheet.noted
    if noted.formulas:
        raise FileRefused(
            ngettext(
                "Cell %(cells)s holds a formula. "
                "Copy the cells and paste them as values, then save.",
                "Cells %(cells)s hold formulas. "
                "Copy the cells and paste them as values, then save.",
                len(noted.formulas),
            )
            % {"cells": ", ".join(noted.formulas)}
        )
    if noted.faults:
        raise FileRefused(faulty(noted.faults))


def _of_others(found: Worksheet, others: list[Worksheet]) -> Iterator[str]:
    if others:
        spoken = _("“%(name)s” (hidden)")
        plainly = _("“%(name)s”")
        names = [(spoken if one.is_hidden else plainly) % {"name": one.name} for one in others]
        yield _("Only the sheet “%(name)s” was read. Not read, though not empty: %(others)s.") % {
            "name": found.name,
            "others": ", ".join(names),
        }


def _of_hidden(sheet: Worksheet) -> Iterator[str]:
    noted = sheet.noted
    if noted.hidden_rows:
        lines = ", ".join(map(str, noted.hidden_rows))
        yield _("Hidden or filtered rows were read like the others: lines %(lines)s.") % {
            "lines": lines
        }
    if noted.hidden_columns:
        columns = ", ".join(noted.hidden_columns)
        yield _("Hidden columns were read like the others: %(columns)s.") % {"columns": columns}


def _spoken(value: Any) -> str:
    is_number = isinstance(value, float | int) and not isinstance(value, bool)
    if is_number and LARGEST_WHOLE <= abs(value) < float("inf"):
        raise _Rounded
    return plain(value)
