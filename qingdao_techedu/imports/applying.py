"""Writing the rows of a checked file: what differs is saved, what does not is left alone."""

from __future__ import annotations

from dataclasses import dataclass

from .checking import Checked
from .matching import change, existing
from .references import NotYet, References


@dataclass
class ImportOutcome:
    """What a file did, in records."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


def apply(checked: Checked) -> ImportOutcome:
    """Make and change the records that the rows mean, in the caller's transaction.

    Every record is saved by itself, with its history. The same rows again change nothing.
    """
    assert not checked.problems, "Only a file without problems is applied."
    outcome = ImportOutcome()
    if checked.before:
        _apply(checked.before, outcome)
        _meet_the_new(checked)
    _apply(checked, outcome)
    return outcome


def _apply(checked: Checked, outcome: ImportOutcome) -> None:
    table = checked.table
    for row, meant in zip(checked.rows, existing(table, checked.rows), strict=True):
        found = meant.records
        record = found[0] if found else table.model()
        changed = change(record, row.values)
        if not found:
            if table.fill:
                table.fill(record)
            record.save()
            outcome.created += 1
        elif changed:
            record.save()
            outcome.changed += 1
        else:
            outcome.unchanged += 1


def _meet_the_new(checked: Checked) -> None:
    """Give rows that named a record of the same file its number."""
    for column in checked.table.columns:
        name = column.field_name
        waiting = [row for row in checked.rows if isinstance(row.values.get(name), NotYet)]
        if waiting:
            made = References(checked.table.field_of(column).related_model, column.by)
            for row in waiting:
                row.values[name] = made.of(row.values[name].text)
