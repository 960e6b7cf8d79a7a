"""What is wrong with a record as a row would make it: its own rules, and its twins in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from qingdao_techedu.normalization.typed import plain

from .declaring import ImportTable
from .matching import ImportRow
from .references import NotYet


class Rules:
    """Asks whether records would break the rules of their model, the same question only once.

    References were looked up already, and that no other record has the row's key: neither is
    asked for again.
    """

    def __init__(self, table: ImportTable):
        self.table = table
        self.key = {table.field_of(table.column(name)).name for name in table.key[0]}
        self.answers: dict[tuple[Any, ...], str] = {}

    def broken_by(self, row: ImportRow, record: Any) -> Iterator[tuple[str, str]]:
        """The name of each faulty field, blank for the record as a whole, and the rule."""
        known = set(row.unclear) | {
            field.name
            for field in record._meta.concrete_fields
            if field.is_relation and row.values.get(field.name) is not None
        }
        is_faulty = bool(row.unclear)
        for name in self._missing(record):
            if name not in known:
                known.add(name)
                is_faulty = True
                yield name, _("a new record needs it.")
        try:
            record.clean_fields(exclude=known)
        except ValidationError as error:
            is_faulty = True
            yield from _messages_by_field(error)
        if not is_faulty:
            yield from self._as_a_whole(row, record)

    def _missing(self, record: Any) -> Iterator[str]:
        """What a new record needs and does not have."""
        if record.pk is None:
            for column in self.table.columns:
                field = self.table.field_of(column)
                if column.required and getattr(record, field.attname) in ("", None):
                    yield field.name

    def _as_a_whole(self, row: ImportRow, record: Any) -> Iterator[tuple[str, str]]:
        to_come = {name for name, value in row.values.items() if isinstance(value, NotYet)}
        unasked = to_come | (self.key if len(self.key) == 1 else set())
        try:
            record.clean()
            record.validate_unique(exclude=unasked)
        except ValidationError as error:
            yield from _messages_by_field(error)
        for model, constraints in record.get_constraints():
            for constraint in constraints:
                rule = self._broken(constraint, model, record, to_come)
                if rule:
                    yield "", rule

    def _broken(self, constraint: Any, model: Any, record: Any, to_come: set[str]) -> str:
        """What a constraint says against the record; blank where it holds."""
        if set(getattr(constraint, "fields", ())) == self.key:
            return ""
        if isinstance(constraint, models.CheckConstraint):
            condition: Any = constraint.condition
            names = sorted(condition.referenced_base_fields)
            fields = [record._meta.get_field(name) for name in names]
            question = (constraint.name, *(getattr(record, one.attname) for one in fields))
            if question not in self.answers:
                self.answers[question] = _answer(constraint, model, record, to_come)
            return self.answers[question]
        return _answer(constraint, model, record, to_come)


def _answer(constraint: Any, model: Any, record: Any, to_come: set[str]) -> str:
    try:
        constraint.validate(model, record, exclude=to_come)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _messages_by_field(error: ValidationError) -> Iterator[tuple[str, str]]:
    by_field = getattr(error, "error_dict", None)
    messages = error.message_dict if by_field else {NON_FIELD_ERRORS: error.messages}
    for name, rules in messages.items():
        yield ("" if name == NON_FIELD_ERRORS else name), " ".join(rules)


class Namesakes:
    """Knows whose name each name is already, where no two records bear the same."""

    def __init__(self, table: ImportTable):
        self.table = table
        self.bearers: dict[tuple[str, str], tuple[int | None, str]] = {}
        self.is_asked = False

    def of(self, record: Any, changed: Collection[str]) -> Iterator[tuple[str, str]]:
        """The field and the rule, where another record or an earlier row bears the same name."""
        self._ask()
        for name in map(self._field_name, self.table.distinct):
            if name not in changed or not getattr(record, name):
                continue
            claim = (name, plain(getattr(record, name)))
            number, spoken = self.bearers.setdefault(claim, (record.pk, self._code(record)))
            if (number, spoken) != (record.pk, self._code(record)):
                yield name, _("this is the name of %(code)s already.") % {"code": spoken}

    def _ask(self) -> None:
        """Once, and only where a row makes a record or gives one another name."""
        if self.is_asked or not self.table.distinct:
            return
        self.is_asked = True
        code = self._field_name(self.table.key[0][0])
        names = [self._field_name(name) for name in self.table.distinct]
        records = self.table.model._base_manager.order_by("pk").values_list("pk", code, *names)
        for number, spoken, *values in records:
            for name, value in zip(names, values, strict=True):
                self.bearers.setdefault((name, plain(value)), (number, spoken))

    def _field_name(self, name: str) -> str:
        return self.table.column(name).field_name

    def _code(self, record: Any) -> str:
        return str(getattr(record, self._field_name(self.table.key[0][0])))


class Twins:
    """Remembers what the rows of a file stand for, to find those that mean the same."""

    def __init__(self, table: ImportTable):
        self.table = table
        self.seen: dict[Any, ImportRow] = {}
        self.unique = [
            tuple(record_fields)
            for record_fields in (
                *((field.name,) for field in table.model._meta.concrete_fields if field.unique),
                *(
                    constraint.fields
                    for constraint in table.model._meta.constraints
                    if isinstance(constraint, models.UniqueConstraint)
                    and constraint.fields
                    and constraint.condition is None
                ),
            )
        ]

    def of(self, row: ImportRow, record: Any) -> ImportRow | None:
        """The earlier row that means the same record or claims what only one may have."""
        claims: list[Any] = [("record", record.pk)] if record.pk else [next(row.keys(self.table))]
        for names in self.unique:
            values = tuple(self._value(row, record, name) for name in names)
            if None not in values and values != ("",):
                claims.append((names, values))
        twin = next((self.seen[claim] for claim in claims if claim in self.seen), None)
        for claim in claims:
            self.seen.setdefault(claim, row)
        return twin

    def _value(self, row: ImportRow, record: Any, name: str) -> Any:
        value = row.values.get(name)
        field = record._meta.get_field(name)
        return value if isinstance(value, NotYet) else getattr(record, field.attname)
