"""The columns of the figures, declared once for the data set and its sealed files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from colleges.models import EntryRoute, Level
from qingdao_techedu.datasets.columns import coded
from qingdao_techedu.datasets.registry import INTEGER, Column
from qingdao_techedu.facts.models.figures import Unit
from qingdao_techedu.records.columns import named, provenance

from .models import Observation, Release

COLUMNS = (
    Column("year", _("Year"), "release__year", _("Statistical year."), INTEGER),
    Column(
        "release_version",
        _("Release version"),
        "release__version",
        _("Version of the year's release; a correction is a new one."),
        INTEGER,
    ),
    *coded(
        "release_status",
        _("Release status"),
        "release__status",
        _("How final the release is."),
        Release.Status,
    ),
    *named(
        "college", _("College"), "college__", _("Permanent code of the college, as in its address.")
    ),
    *named(
        "district",
        _("District"),
        "college__district__",
        _("GB/T 2260 code of the college's district; blank where it is not known."),
    ),
    *named(
        "specialty",
        _("Specialty"),
        "specialty__",
        _("The specialty as in its address; national codes are not yet imported."),
        code="slug",
    ),
    *coded("level", _("Level"), "level", _("Level of skill."), Level),
    *coded(
        "entry_route",
        _("Entry route"),
        "entry_route",
        _("What students bring with them when they enter."),
        EntryRoute,
    ),
    *coded("sex", _("Sex"), "sex", _("Sex."), Observation.Sex),
    *named(
        "measure",
        _("Measure"),
        "measure__",
        _("What is counted; stock and flow are never added to each other."),
    ),
    *coded("unit", _("Unit"), "measure__unit", _("Unit of the value."), Unit),
    Column(
        "value",
        _("Value"),
        "value",
        _("Number of persons; blank where a symbol stands instead, never 0 for unknown."),
        INTEGER,
        unit=_("persons"),
    ),
    *coded(
        "symbol",
        _("Symbol"),
        "symbol",
        _("Why there is no value."),
        Observation.Symbol,
        code_name="symbol",
    ),
    *provenance(
        _("Where the release comes from; sample data describes nothing real."),
        "release__provenance",
    ),
)
