"""How much a file may hold, by what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from qingdao_techedu.spreadsheets.metering import Most


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, sent and unpacked; rows with something in them, lines with empty ones."""

    sent: int
    unpacked: int
    rows: int
    lines: int
    columns: int = 60

    @property
    def most(self) -> Most:
        """The same for the cells of a workbook."""
        return Most(self.unpacked, self.columns, self.lines, characters=self.unpacked)


# Records that people look at one by one before they agree.
RECORDS = Limits(sent=5 * 2**20, unpacked=32 * 2**20, rows=5_000, lines=20_000)
# Plain figures, which are compared in bulk.
FIGURES = Limits(sent=40 * 2**20, unpacked=160 * 2**20, rows=250_000, lines=300_000)

# What a request with a file may hold: the largest file and the form around it. As much as
# client_max_body_size in deploy/nginx.conf; a file of a table that is larger than its own limit
# is told of in its form.
REQUEST = FIGURES.sent + 2**20
