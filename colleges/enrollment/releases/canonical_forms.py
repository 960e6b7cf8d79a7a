"""The forms that canonical files have had. What was sealed in one stays in it: its digest is cited.

A form is known by the first line of a file. To change anything of the canonical file or of what is
made of it, add a form in front; never change one that releases were sealed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from colleges.models import EntryRoute, Level
from qingdao_techedu.datasets.registry import INTEGER, Column

from ..figures import columns
from ..figures.models import Observation


@dataclass(frozen=True)
class CanonicalForm:
    """The columns of canonical files. ``is_first``: codes are named without ``_code``.

    The first form's Parquet also keeps texts as dictionaries and a blank symbol as a text, and its
    package notes the sizes of the figures in 64 bits.
    """

    columns: tuple[Column, ...]
    is_first: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def form_of(path: Path) -> CanonicalForm:
    """The form of a canonical file; the newest of one that is spoiled, as its digest tells."""
    with path.open(encoding="utf-8") as file:
        header = tuple(file.readline().rstrip("\n").split(","))
    return {form.header: form for form in FORMS}.get(header, FORMS[0])


OF_SEALED_FILES = (
    "year",
    "release_version",
    "college_code",
    "specialty_code",
    "level_code",
    "entry_route_code",
    "sex_code",
    "measure_code",
    "value",
    "symbol",
)
FIRST = (
    Column("year", _("Year"), "release__year", _("Statistical year."), INTEGER),
    Column(
        "version",
        _("Release version"),
        "release__version",
        _("Version of the year's release; a correction is a new one."),
        INTEGER,
    ),
    Column(
        "college",
        _("College code"),
        "college__code",
        _("Permanent code of the college, as in its address."),
    ),
    Column(
        "specialty",
        _("Specialty code"),
        "specialty__slug",
        _("The specialty as in its address; national codes are not yet imported."),
    ),
    Column("level", _("Level code"), "level", _("Level of skill."), codes=Level),
    Column(
        "entry_route",
        _("Entry route code"),
        "entry_route",
        _("What students bring with them when they enter."),
        codes=EntryRoute,
    ),
    Column("sex", _("Sex code"), "sex", _("Sex."), codes=Observation.Sex),
    Column(
        "measure",
        _("Measure code"),
        "measure__code",
        _("What is counted; stock and flow are never added to each other."),
    ),
    Column(
        "value",
        _("Value"),
        "value",
        _("Number of persons; blank where a symbol stands instead, never 0 for unknown."),
        INTEGER,
        unit=_("persons"),
    ),
    Column("symbol", _("Symbol"), "symbol", _("Why there is no value."), codes=Observation.Symbol),
)

# Newest first: a release is sealed in the first of them.
FORMS = (
    CanonicalForm(tuple(one for one in columns.COLUMNS if one.name in OF_SEALED_FILES)),
    CanonicalForm(FIRST, is_first=True),
)
