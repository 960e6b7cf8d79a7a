"""An XLSX file opened with gloves on: nothing is unpacked or parsed before its size is known.

What passes is handed on as a new archive that holds only the parts that were measured, so that
the reader of spreadsheets never meets what its directory of contents did not tell of.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

from .limits import Limits
from .problems import FileRefused

MOST_PARTS = 500
PIECE = 2**16
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)


def unpacked(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of a workbook that matter for its cells. Raises ``FileRefused``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, limits.unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise FileRefused(damaged()) from error


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as an archive again, not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


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


def _parts(archive: zipfile.ZipFile, most: int) -> dict[str, bytes]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MOST_PARTS or len({name.lower() for name in names}) < len(names):
        raise FileRefused(damaged())
    if any(member.flag_bits & 1 for member in members):
        raise FileRefused(protected())
    if any("vbaproject" in name.lower() for name in names):
        raise FileRefused(
            _("The workbook holds macros. Save it as “Excel workbook (.xlsx)”, without macros.")
        )
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise FileRefused(damaged())
    parts: dict[str, bytes] = {}
    left = most
    for member in members:
        if NEEDED.fullmatch(member.filename):
            parts[member.filename] = _read(archive, member, left, most)
            left -= len(parts[member.filename])
    return parts


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, most: int) -> bytes:
    """The part's bytes, counted while they unpack: what is declared may be a lie."""
    content = bytearray()
    with archive.open(member) as file:
        while piece := file.read(PIECE):
            content += piece
            if len(content) > left:
                raise FileRefused(too_large(most))
    return bytes(content)


def protected() -> str:
    return _(
        "The workbook is protected by a password or in the old .xls format. "
        "Save it as “Excel workbook (.xlsx)” without a password."
    )
