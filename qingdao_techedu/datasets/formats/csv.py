"""CSV: RFC 4180, UTF-8, lines ended by CR LF, streamed in constant memory."""

from __future__ import annotations

from collections.abc import Generator

from django.utils.translation import gettext_lazy as _

from .. import star
from ..csv_table import BOM, line, written
from ..file_formats import Format, FormatOption, Options
from ..query import Query


def pieces(query: Query, options: Options) -> Generator[bytes, None, None]:
    """The rows of a query, the header in the first piece."""
    if options["bom"] == "1":
        yield BOM.encode()
    yield line(query.header).encode()
    for text in star.texts(query, _fragment):
        yield text.encode()


def _fragment(part: star.StarDimension, values: star.Values) -> str:
    """What a part adds to a line: its cells, the comma before or the end of the line after them."""
    start = "" if part.is_first else ","
    end = "\r\n" if part.is_last else ""
    # A cell of its own is quoted where it is blank, as one among others is not.
    cells = line(["", *map(written, values)])[1:-2]
    return f"{start}{cells}{end}"


CSV = Format(
    suffix="csv",
    label="CSV",
    media_type="text/csv",
    content_type="text/csv; charset=utf-8; header=present",
    write=pieces,
    options=(FormatOption("bom", ("1", "0"), _("0 leaves out the byte order mark.")),),
)
