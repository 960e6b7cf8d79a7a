"""Checking a file against a table: every fault is collected, nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .declaring import ImportTable
from .files import Spreadsheet
from .headings import Headings
from .matching import ImportRow, change, existing
from .parsing import begun, rows_of
from .problems import Problems
from .validating import Namesakes, Rules, Twins


@dataclass
class Checked:
    """The rows of a file as values, and what is wrong with them.

    ``before`` holds the rows of the table whose records must be made first.
    """

    table: ImportTable
    rows: list[ImportRow] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    before: Checked | None = None
    notes: tuple[str, ...] = ()


def check(table: ImportTable, sheet: Spreadsheet) -> Checked:
    """Read the rows of ``sheet`` as ``table`` declares them. Nothing is written."""
    problems = Problems()
    headings = begun(table, sheet, problems)
    if not headings.is_understood:
        return Checked(table, problems=problems, notes=headings.sheet.notes)
    before = _before(table.before, headings, problems) if table.before else None
    coming = _names(before) if before else ()
    rows = list(rows_of(table, headings, problems, coming))
    _check_records(table, rows, headings, problems)
    return Checked(table, rows, problems, before, headings.sheet.notes)


def _before(table: ImportTable, headings: Headings, problems: Problems) -> Checked:
    """The records that must be made first: each is named in many rows, always alike."""
    merged: dict[Any, ImportRow] = {}
    for row in rows_of(table, headings, problems):
        key = next((key for _way, key in row.keys(table)), None)
        if key is None:
            continue
        first = merged.setdefault(key, row)
        for name, value in row.values.items():
            if first.values.setdefault(name, value) != value:
                problems.add(
                    row.line,
                    headings.spoken_field(table, name),
                    row.texts[name],
                    _("line %(line)d says “%(value)s” of the same record.")
                    % {"line": first.line, "value": first.texts.get(name, "")},
                    _("Write the same in both."),
                )
            first.texts.setdefault(name, row.texts[name])
    rows = list(merged.values())
    _check_records(table, rows, headings, problems)
    return Checked(table, rows, problems)


def _names(before: Checked) -> set[str]:
    """How other rows may name the records to be made: by the cell of their key."""
    name = before.table.column(before.table.key[0][0]).field_name
    return {row.values[name] for row in before.rows if name in row.values}


def _check_records(
    table: ImportTable, rows: Sequence[ImportRow], headings: Headings, problems: Problems
) -> None:
    """Each row as the record it would make or change."""
    twins, rules, namesakes = Twins(table), Rules(table), Namesakes(table)
    for row, meant in zip(rows, existing(table, rows), strict=True):
        found = meant.records
        record = found[0] if found else table.model()
        if not any(True for _key in row.keys(table)):
            if not row.unclear:
                _tell_keyless(table, row, headings, problems)
            continue
        if len(found) > 1:
            _tell_ambiguous(table, row, found, headings, problems)
            continue
        if meant.others:
            _tell_contradiction(table, row, record, meant.others, headings, problems)
            continue
        changed = change(record, row.values)
        if not found and table.fill:
            table.fill(record)
        twin = twins.of(row, record)
        if twin is not None:
            rule = _("line %(line)d means the same record.") % {"line": twin.line}
            problems.add(row.line, "", "", rule, _("Leave one of the two."))
        elif changed or not found:
            for name, rule in (*namesakes.of(record, changed), *rules.broken_by(row, record)):
                place = headings.spoken_field(table, name) if name else ""
                problems.add(row.line, place, row.texts.get(name, ""), rule)


def _tell_keyless(
    table: ImportTable, row: ImportRow, headings: Headings, problems: Problems
) -> None:
    ways = _(" or ").join(
        " + ".join(headings.spoken(table.column(name)) for name in way) for way in table.key
    )
    problems.add(
        row.line,
        "",
        "",
        _("the row does not say which record it means."),
        _("Fill in: %(columns)s.") % {"columns": ways},
    )


def _tell_ambiguous(
    table: ImportTable, row: ImportRow, found: list[Any], headings: Headings, problems: Problems
) -> None:
    name = table.column(table.key[-1][0]).field_name
    rule = _("%(count)d records of the portal are meant by this row.") % {"count": len(found)}
    way_out = _("Fill in: %(columns)s.") % {
        "columns": headings.spoken(table.column(table.key[0][0]))
    }
    problems.add(
        row.line, headings.spoken_field(table, name), row.texts.get(name, ""), rule, way_out
    )


def _tell_contradiction(
    table: ImportTable,
    row: ImportRow,
    record: Any,
    others: list[tuple[int, Any]],
    headings: Headings,
    problems: Problems,
) -> None:
    """What the ways to know a record say against each other is no change of name or code."""
    number, other = others[0]
    name = table.column(table.key[number][0]).field_name
    rule = _("this is %(other)s, but by the rest of the row %(record)s is meant.") % {
        "other": other,
        "record": record,
    }
    way_out = _("Correct one of the two, or leave it blank.")
    problems.add(
        row.line, headings.spoken_field(table, name), row.texts.get(name, ""), rule, way_out
    )
