"""The columns of the figures, declared once for the data set and its sealed files."""

from __future__ import annotations

from dataclasses import replace

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingdao_techedu.datasets.bilingual import CHINESE, ENGLISH, spoken
from qingdao_techedu.datasets.columns import Columns, coded
from qingdao_techedu.datasets.registry import INTEGER, Column
from qingdao_techedu.facts.models.figures import Unit
from qingdao_techedu.records.columns import named, provenance

from .models import Observation, Release
from .models.published import (
    NOT_TOLD_APART,
    UNDIVIDED,
    PublishedEntryRoute,
    PublishedLevel,
    PublishedSex,
)

GROUP_LABEL = pgettext_lazy("told together", "Group")
GROUP = _(
    "Where several groups are told together, the name of theirs; the list of members has it too."
)
# Read when they are written, in the language of their column.
_spoken = lazy(spoken, str)
IN_CHINESE = _spoken(NOT_TOLD_APART, CHINESE)
IN_ENGLISH = _spoken(NOT_TOLD_APART, ENGLISH)


def told(
    name: str, label: Promise, path: str, description: Promise, *, code: str = "code"
) -> Columns:
    """The code and the names of a record, or that several are told together."""
    of_record = named(name, label, path, description, code)
    texts = (UNDIVIDED, IN_CHINESE, IN_ENGLISH)
    return tuple(
        replace(column, otherwise=text) for column, text in zip(of_record, texts, strict=True)
    )


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
    *told(
        "college",
        _("College"),
        "college__",
        _(
            "Permanent code of the college, as in its address; “undivided” where several are told "
            "together."
        ),
    ),
    *told(
        "district",
        _("District"),
        "college__district__",
        _(
            "GB/T 2260 code of the college's district; blank where it is not known, “undivided” "
            "where several colleges are told together."
        ),
    ),
    *told(
        "specialty",
        _("Specialty"),
        "specialty__",
        _(
            "The specialty as in its address; “undivided” where several are told together. "
            "National codes are not yet imported."
        ),
        code="slug",
    ),
    *coded("level", _("Level"), "level", _("Level of skill."), PublishedLevel),
    *coded(
        "entry_route",
        _("Entry route"),
        "entry_route",
        _("What students bring with them when they enter."),
        PublishedEntryRoute,
    ),
    *coded("sex", _("Sex"), "sex", _("Sex."), PublishedSex),
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
        _("Why there is no value; beside a value, that something is missing in it."),
        Observation.Symbol,
        code_name="symbol",
    ),
    Column("group", GROUP_LABEL, "group", GROUP),
    *provenance(
        _("Where the release comes from; sample data describes nothing real."),
        "release__provenance",
    ),
)
