"""The data sets of the register: colleges and specialties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset
from qingdao_techedu.facts.naming import published_english
from qingdao_techedu.facts.provenance import Provenance, Verification

from .filters import CollegeFilter, SpecialtyFilter
from .models import College, KindSpell, Ownership, Specialty

ZH, EN = _("Chinese name."), _("English name; blank where there is none.")

COLLEGES = Dataset(
    code="colleges",
    label=_("Colleges"),
    description=_("The published register of technical colleges: one row a college."),
    query=lambda: College.objects.published().with_kind().order_by("code"),
    filterset=CollegeFilter,
    key=("code",),
    columns=(
        Column("code", _("Code"), "code", _("Permanent code, as in the college's address.")),
        Column("name_zh", _("Name (Chinese)"), "name_zh", ZH),
        Column("name_en", _("Name (English)"), published_english, EN),
        Column("kind", _("Kind"), "kind", _("Kind in force today."), codes=KindSpell.Kind),
        Column("ownership", _("Ownership"), "ownership", _("Who runs it."), codes=Ownership),
        Column("sponsor_zh", _("Sponsor"), "sponsor_zh", _("Sponsor, in Chinese.")),
        Column(
            "district_code", _("District code"), "district__code", _("GB/T 2260 code or blank.")
        ),
        Column("district_zh", _("District"), "district__name_zh", ZH),
        Column("founded", _("Founded"), "founded", _("As precise as known: year, month or day.")),
        Column("website", _("Website"), "website", _("Address of its website.")),
        Column("status", _("Status"), "status", _("Whether it is open."), codes=College.Status),
        Column(
            "provenance",
            _("Provenance"),
            "provenance",
            _("Where the record comes from."),
            codes=Provenance,
        ),
        Column(
            "verification",
            _("Verification"),
            "verification",
            _("How far it has been checked."),
            codes=Verification,
        ),
    ),
)

SPECIALTIES = Dataset(
    code="specialties",
    label=_("Specialties"),
    description=_("The specialties with the number of published colleges that offer each today."),
    query=lambda: Specialty.objects.with_college_count().order_by("slug"),
    filterset=SpecialtyFilter,
    key=("code",),
    columns=(
        Column("code", _("Code"), "slug", _("The specialty as in its address.")),
        Column("name_zh", _("Name (Chinese)"), "name_zh", ZH),
        Column("name_en", _("Name (English)"), published_english, EN),
        Column("category_code", _("Category code"), "category__code", _("Code or blank.")),
        Column("category_zh", _("Category"), "category__name_zh", ZH),
        Column(
            "national_code",
            _("National code"),
            "national_code",
            _("Blank until the official directory has been imported."),
        ),
        Column(
            "college_count",
            _("Colleges"),
            "college_count",
            _("Published colleges that offer it today, without sample colleges."),
            INTEGER,
            unit=_("colleges"),
        ),
        Column(
            "sample_college_count",
            _("Sample colleges"),
            "sample_college_count",
            _("Sample colleges that offer it today: they do not exist."),
            INTEGER,
            unit=_("colleges"),
        ),
        Column(
            "provenance",
            _("Provenance"),
            "provenance",
            _("Where the record comes from."),
            codes=Provenance,
        ),
    ),
)
