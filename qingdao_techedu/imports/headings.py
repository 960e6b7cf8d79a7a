"""Which column of a table each heading of a file means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from qingdao_techedu.normalization.typed import plain

from .declaring import Column, ImportTable
from .files import Sheet
from .problems import Problems


@dataclass
class Headings:
    """Where the columns of a table stand in a file."""

    table: ImportTable
    sheet: Sheet
    places: dict[str, int] = field(default_factory=dict)

    def cell(self, column: Column, cells: list[str]) -> str:
        """The column's cell of a row; blank where the row ends before it."""
        place = self.places.get(column.name, len(cells))
        return cells[place] if place < len(cells) else ""

    def spoken(self, column: Column) -> str:
        """The heading as the file has it, or as the template would."""
        place = self.places.get(column.name)
        return self.table.label_of(column) if place is None else self.sheet.heading[place]

    def spoken_field(self, table: ImportTable, name: str) -> str:
        """The heading over a field of ``table``'s records, or what the desk calls the field."""
        for column in table.columns:
            if column.field_name == name:
                return self.spoken(column)
        unlisted: Any = table.model._meta.get_field(name)
        return capfirst(str(unlisted.verbose_name))


def understood(table: ImportTable, sheet: Sheet, problems: Problems) -> Headings:
    """Find the columns by their names or their labels in either language.

    What does not fit goes to ``problems``.
    """
    meant = {
        plain(heading): column
        for column in table.sheet_columns
        for heading in table.headings_of(column)
    }
    found = Headings(table, sheet)
    for place, heading in enumerate(sheet.heading):
        column = meant.get(plain(heading))
        if column is None:
            rule = _("there is no such column.") if heading else _("this column has no heading.")
            labels = ", ".join(table.label_of(one) for one in table.sheet_columns)
            way_out = _("There are: %(columns)s.") % {"columns": labels}
            problems.add(sheet.heading_line, heading, "", rule, way_out)
        elif column.name in found.places:
            rule = _("this column stands in the heading twice.")
            problems.add(sheet.heading_line, heading, "", rule, _("Delete one of the two."))
        else:
            found.places[column.name] = place
    _miss_keys(found, problems)
    return found


def _miss_keys(headings: Headings, problems: Problems) -> None:
    """A record is recognized by its key: all columns of at least one way must be there."""
    table = headings.table
    if any(headings.places.keys() >= set(way) for way in table.key):
        return
    rule = _("the column is missing; records are recognized by it.")
    for name in table.must_stand:
        if name not in headings.places:
            problems.add(
                headings.sheet.heading_line,
                table.label_of(table.column(name)),
                "",
                rule if table.key else _("the column is missing."),
                _("Download the template anew, or add the column."),
            )
