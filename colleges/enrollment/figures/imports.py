"""The columns of figures: of a file of a release, and of a college's annual return."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from colleges.imports import (
    BY_CODE,
    CODE_OR_NAME,
    FORMER_LEVEL,
    SPECIALTY_BY,
    SPECIALTY_EXPLAINED,
)
from colleges.models import College
from qingdao_techedu.imports.declaring import Filler, ImportColumn, ImportTable, ValueKind
from qingdao_techedu.imports.meaning import year_of

from .columns import COLUMNS
from .models import Observation
from .validation import figure_of

CODE_OR_LABEL = _("Code or label.")
FIGURE = ValueKind(figure_of, is_number=True)

COLLEGE = ImportColumn(
    "college",
    "qd-002",
    CODE_OR_NAME,
    required=True,
    by=BY_CODE,
    names=College,
    label=_("college"),
)
GROUP = (
    ImportColumn("specialty", "welding", SPECIALTY_EXPLAINED, required=True, by=SPECIALTY_BY),
    ImportColumn("level", "senior", CODE_OR_LABEL, required=True, also=FORMER_LEVEL),
    ImportColumn("entry_route", "junior-leaver", CODE_OR_LABEL, required=True),
    ImportColumn("sex", "female", CODE_OR_LABEL, required=True),
)
YEAR = ImportColumn(
    "year",
    explanation=_("May be left out; where it stands it is the year of the release."),
    label=_("Year"),
    kind=ValueKind(year_of),
    filled_in_by=Filler.PORTAL,
)

# Our own files may come back, and tell what the register knows as well; the last are headings of
# files made in 2026 and before.
OF_OUR_FILES = (
    *(text for column in COLUMNS for text in (column.name, column.label)),
    "version",
    "release_status",
    "unit",
    "provenance",
)

FIGURES = ImportTable(
    name="figures",
    title=_("Figures"),
    model=Observation,
    key=(),
    needed=("value",),
    columns=(
        COLLEGE,
        *GROUP,
        ImportColumn("measure", "enrolled", CODE_OR_NAME, required=True, by=BY_CODE),
        ImportColumn(
            "value",
            "120",
            _("Persons: a whole number from 0, or a symbol."),
            label=_("Value"),
            kind=FIGURE,
        ),
        ImportColumn(
            "symbol",
            explanation=_("Instead of a value: x not available, c confidential, z not applicable."),
        ),
        YEAR,
    ),
    telling=OF_OUR_FILES,
    lists_codes=True,
    about_rows=(
        _("One row is one figure of one group of students."),
        _("A figure that is there already is replaced; blank cells are not taken."),
    ),
)
