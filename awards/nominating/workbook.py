"""Nominations as a spreadsheet: the template, and what a file says, fault by fault.

A row is a nominee. The bureau's files name the college in each row; a college's own do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from colleges.imports import BY_CODE, CODE_OR_NAME, SPECIALTY_BY, SPECIALTY_EXPLAINED
from colleges.models import College
from qingdao_techedu.imports.declaring import Filler, ImportColumn, ImportTable
from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.matching import ImportRow, change
from qingdao_techedu.imports.parsing import begun, refuse_other, rows_of
from qingdao_techedu.imports.problems import Problems

from ..models import Grant, Round
from .checks import ANOTHER, findings

A_CLASS = "2023级数控技术1班"
PRINTED_ALONE = gettext_lazy(
    "Only what the roll prints: never an identity number, a student number, "
    "a telephone number or an address."
)


@dataclass
class NominationFile:
    """What a file says: the nominations in the order of its lines, and every fault."""

    read_as: str
    grants: list[Grant] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: tuple[str, ...] = ()


def table_of(round_: Round, college: College | None = None) -> ImportTable:
    """The columns of a file of a college's nominations, or of those of several."""
    of_college = ImportColumn(
        "college",
        "qd-002",
        CODE_OR_NAME,
        required=college is None,
        by=BY_CODE,
        filled_in_by=Filler.PORTAL if college else Filler.SENDER,
    )
    of_class = ImportColumn("name", A_CLASS, required=True)
    of_person = ImportColumn(
        "name", "王小明", required=True, label=pgettext_lazy("of a person", "Name")
    )
    class_name = ImportColumn("class_name", A_CLASS)
    is_of_classes = round_.kind.is_of_classes
    title = lazy(lambda: f"{round_} · {college.name}" if college else str(round_), str)
    columns = (
        of_college,
        of_class if is_of_classes else of_person,
        *([] if is_of_classes else [class_name]),
        ImportColumn("specialty", explanation=SPECIALTY_EXPLAINED, by=SPECIALTY_BY),
        ImportColumn(
            ANOTHER,
            explanation=gettext_lazy(
                "Yes, where the college nominates two people or classes of one name; else blank."
            ),
        ),
    )
    return ImportTable("nominations", title(), Grant, (), columns, PRINTED_ALONE)


def read_nominations(
    data: bytes, round_: Round, college: College | None = None, *, by
) -> NominationFile:
    """Read a file for a round, or for a college's part in it. Raises ``FileRefused``.

    Told are all faults of its cells and, once each row says who is meant, what stands against them.
    """
    sheet = read(data)
    found = NominationFile(sheet.read_as)
    table, problems = table_of(round_, college), found.problems
    headings = begun(table, sheet, problems, _("Take it out: no roll prints it."))
    found.notes = headings.sheet.notes
    if not headings.is_understood:
        return found
    rows = list(rows_of(table, headings, problems))
    if college:
        rule = _("these are the nominations of %(college)s.") % {"college": college}
        for row in rows:
            refuse_other(row, "college", college.pk, rule, headings, problems)
    grants = [_grant(row, round_, college) for row in rows]
    told = {(one.line, one.column) for one in problems}
    for one in findings(round_, grants, by=by):
        row = rows[one.place]
        spoken = headings.spoken_field(table, one.field) if one.field else ""
        if one.field not in row.unclear and (row.line, spoken) not in told:
            text = row.texts.get("name" if one.field == ANOTHER else one.field, "")
            problems.add(row.line, spoken, text, one.rule, one.way_out)
    found.grants, found.lines = grants, [row.line for row in rows]
    return found


def _grant(row: ImportRow, round_: Round, college: College | None) -> Grant:
    grant = Grant(round=round_, college=college)
    change(grant, row.values)
    return grant
