"""An XLSX file opened with gloves on: nothing is unpacked or parsed before its size is known.

What passes is handed on as a new archive that holds only the parts that were measured, so that
the reader of spreadsheets never meets what its directory of contents did not tell of.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from qingdao_techedu.gate import archives
from qingdao_techedu.gate.archives import packed

from .limits import Limits
from .problems import FileRefused

__all__ = ["damaged", "packed", "protected", "too_large", "unpacked"]

NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml|.*vbaproject.*",
    re.IGNORECASE,
)


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of a workbook that matter for its cells. Raises ``FileRefused``."""
    try:
        parts = archives.unpacked(data, NEEDED, limits.unpacked)
    except archives.Damaged as error:
        raise FileRefused(damaged()) from error
    except archives.Protected as error:
        raise FileRefused(protected()) from error
    except archives.TooLarge as error:
        raise FileRefused(too_large(limits.unpacked)) from error
    if any("vbaproject" in name.lower() for name in parts):
        raise FileRefused(
            _("The workbook holds macros. Save it as “Excel workbook (.xlsx)”, without macros.")
        )
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise FileRefused(damaged())
    return parts


def damaged() -> str:
    return _(
        "This is not a readable XLSX workbook. "
        "Open it in your spreadsheet program and save it as “Excel workbook (.xlsx)” or as CSV."
    )


def too_large(most: int) -> str:
    return _(
        "The workbook unpacks to more than %(megabytes)d MB. "
        "Copy only the cells with content into a new workbook."
    ) % {"megabytes": most // 2**20}


def protected() -> str:
    return _(
        "The workbook is protected by a password or in the old .xls format. "
        "Save it as “Excel workbook (.xlsx)” without a password."
    )
