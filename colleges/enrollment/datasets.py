"""The enrollment data set: one row an observation."""

from __future__ import annotations

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from colleges.models import EntryRoute, Level
from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset, Frequency
from qingdao_techedu.facts.naming import published_english
from qingdao_techedu.facts.provenance import Provenance

from . import versions
from .filters import EnrollmentFilter
from .models import Observation, Release
from .wide import ByMeasure, releases_of

LABEL_NOTE = _("Label of the code in the language of the address.")

ENROLLMENT = Dataset(
    code="enrollment",
    label=_("Enrollment"),
    description=_(
        "New entrants, students enrolled, graduates and what became of them, by year, college, "
        "specialty, level, entry route and sex. One row is one leaf figure; add values only "
        "within one measure and one year."
    ),
    query=lambda: Observation.objects.public_by_key(),
    filterset=EnrollmentFilter,
    wide=ByMeasure(),
    basis=releases_of,
    frequency=Frequency.ANNUAL,
    versions=versions.versions,
    years=versions.years,
    about_rows=versions.about_rows,
    columns=(
        Column("year", _("Year"), "release__year", _("Statistical year."), INTEGER),
        Column(
            "release_version",
            _("Release version"),
            "release__version",
            _("Version of the year's release; only the newest is given."),
            INTEGER,
        ),
        Column(
            "release_status",
            _("Release status"),
            "release__status",
            _("How final the release is."),
            codes=Release.Status,
        ),
        Column(
            "college_code",
            _("College code"),
            "college__code",
            _("Permanent code of the college, as in its address."),
        ),
        Column("college_name_zh", _("College (Chinese)"), "college__name_zh", _("Chinese name.")),
        Column(
            "college_name_en",
            _("College (English)"),
            published_english,
            _("English name; blank where there is none."),
            of="college__",
        ),
        Column(
            "district_code",
            _("District code"),
            "college__district__code",
            _("GB/T 2260 code of the college's district; blank where it is not known."),
        ),
        Column(
            "specialty_code",
            _("Specialty code"),
            "specialty__slug",
            _("The specialty as in its address; national codes are not yet imported."),
        ),
        Column(
            "specialty_name_zh",
            _("Specialty (Chinese)"),
            "specialty__name_zh",
            _("Chinese name."),
        ),
        Column(
            "specialty_name_en",
            _("Specialty (English)"),
            published_english,
            _("English name; blank where there is none."),
            of="specialty__",
        ),
        Column("level_code", _("Level code"), "level", _("Level of skill."), codes=Level),
        Column("level", _("Level"), "level", LABEL_NOTE, codes=Level, spoken=True),
        Column(
            "entry_route_code",
            _("Entry route code"),
            "entry_route",
            _("What students bring with them when they enter."),
            codes=EntryRoute,
        ),
        Column(
            "entry_route",
            _("Entry route"),
            "entry_route",
            LABEL_NOTE,
            codes=EntryRoute,
            spoken=True,
        ),
        Column("sex_code", _("Sex code"), "sex", _("Sex."), codes=Observation.Sex),
        Column("sex", _("Sex"), "sex", LABEL_NOTE, codes=Observation.Sex, spoken=True),
        Column(
            "measure_code",
            _("Measure code"),
            "measure__code",
            _("What is counted; stock and flow are never added to each other."),
        ),
        Column("measure_zh", _("Measure (Chinese)"), "measure__name_zh", _("Chinese name.")),
        Column("unit", _("Unit"), Value("person"), _("Unit of the value: always single persons.")),
        Column(
            "value",
            _("Value"),
            "value",
            _("Number of persons; blank where a symbol stands instead, never 0 for unknown."),
            INTEGER,
            unit=_("persons"),
        ),
        Column(
            "symbol",
            _("Symbol"),
            "symbol",
            _("Why there is no value."),
            codes=Observation.Symbol,
        ),
        Column(
            "provenance",
            _("Provenance"),
            "release__provenance",
            _("Where the release comes from; sample data describes nothing real."),
            codes=Provenance,
        ),
    ),
)
