"""The columns of published sums, and of who is told together: of data sets and sealed files."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Case, CharField, Expression, F, Value, When
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.bilingual import CHINESE, ENGLISH, spoken
from qingdao_techedu.datasets.columns import Columns, coded, in_chinese, in_english, of_code
from qingdao_techedu.datasets.registry import INTEGER, Column
from qingdao_techedu.naming.names import published_english

from .columns import COLUMNS, IN_CHINESE, IN_ENGLISH
from .models.published import (
    ALL,
    DIMENSIONS_OF,
    NOT_DIVIDED,
    UNDIVIDED,
    CodeList,
    PublishedEntryRoute,
    PublishedLevel,
    PublishedSex,
    Table,
    with_all,
)

_spoken = lazy(spoken, str)
ALL_IN_CHINESE = _spoken(NOT_DIVIDED, CHINESE)
ALL_IN_ENGLISH = _spoken(NOT_DIVIDED, ENGLISH)

Make = Callable[[str], Expression]


def _of_columns(*names: str) -> Columns:
    """Columns of the figures, with what they are called."""
    return tuple(
        one for one in COLUMNS if one.name in names or one.name.rpartition("_")[0] in names
    )


def _record(name: str, label: Promise, description: Promise, code: str = "code") -> Columns:
    """The code and the names of a record, or that several are told together, or that all are."""
    in_english_of = published_english(f"{name}__")
    return (
        Column(
            f"{name}_code",
            of_code(label),
            _or_all(name, F(f"{name}__{code}"), UNDIVIDED, ALL),
            description,
        ),
        Column(
            f"{name}_zh",
            in_chinese(label),
            _or_all(name, F(f"{name}__name_zh"), IN_CHINESE, ALL_IN_CHINESE),
            _("Chinese name."),
        ),
        Column(
            f"{name}_en",
            in_english(label),
            _or_all(name, in_english_of, IN_ENGLISH, ALL_IN_ENGLISH),
            _("English name; blank where there is none."),
        ),
    )


def _or_all(name: str, known: F | Expression, together: str, whole: str) -> Make:
    """What is read of a record; without one, whether the table divides by it at all."""
    tables = [table for table, has in DIMENSIONS_OF.items() if name in has]

    def made(_of: str) -> Expression:
        return Case(
            When(**{f"{name}__isnull": False}, then=known),
            When(table__in=tables, then=Value(str(together))),
            default=Value(str(whole)),
            output_field=CharField(),
        )

    return made


def _divided(name: str, label: Promise, description: Promise, codes: CodeList) -> Columns:
    """A code of a list, which is blank in tables that do not divide by it."""

    def made(_of: str) -> Expression:
        return Case(When(**{name: ""}, then=Value(ALL)), default=F(name), output_field=CharField())

    return coded(name, label, made, description, with_all(codes))


TABLE = coded(
    "table",
    _("Table"),
    "table",
    _("Which table the figure stands in; figures of several tables are never added."),
    Table,
)
BASE = Column(
    "graduates",
    _("Graduates of the same people"),
    "base",
    _("What a rate divides by; blank where it cannot be read from what is published."),
    INTEGER,
    unit=_("persons"),
)
OF_RELEASE = _of_columns("year", "release_version", "release_status")
OF_WHOM = (
    *_record(
        "college",
        _("College"),
        _(
            "Permanent code of the college; “undivided” where several are told together, “all” "
            "where the table does not divide by it."
        ),
    ),
    *_record(
        "specialty",
        _("Specialty"),
        _(
            "The specialty as in its address; “undivided” where several are told together, “all” "
            "where the table does not divide by it."
        ),
        "slug",
    ),
    *_divided("level", _("Level"), _("Level of skill."), PublishedLevel),
    *_divided(
        "entry_route",
        _("Entry route"),
        _("What students bring with them when they enter."),
        PublishedEntryRoute,
    ),
    *_divided("sex", _("Sex"), _("Sex."), PublishedSex),
)

SUM_COLUMNS = (
    *OF_RELEASE,
    *TABLE,
    *OF_WHOM,
    *_of_columns("measure", "unit", "value"),
    BASE,
    *_of_columns("symbol", "group", "provenance"),
)
MEMBER_COLUMNS = (
    *OF_RELEASE,
    *TABLE,
    *OF_WHOM,
    *_of_columns("measure", "group", "provenance"),
)
