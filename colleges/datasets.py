"""The data sets of the register: colleges and specialties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.columns import coded, dated, texts
from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset
from qingdao_techedu.publishing.history.changes import last_change
from qingdao_techedu.records.columns import named, own_names, provenance, verification

from .filters import CollegeFilter, SpecialtyFilter
from .models import College, KindSpell, Ownership, Specialty

COLLEGES = Dataset(
    code="colleges",
    label=_("Colleges"),
    description=_("The published register of technical colleges: one row a college."),
    query=lambda: College.objects.published().with_kind().order_by("code"),
    filterset=CollegeFilter,
    key=("code",),
    last_change=last_change,
    columns=(
        Column("code", _("Code"), "code", _("Permanent code, as in the college's address.")),
        *own_names(_("Name")),
        *coded("kind", _("Kind"), "kind", _("Kind in force today."), KindSpell.Kind),
        *coded("ownership", _("Ownership"), "ownership", _("Who runs it."), Ownership),
        *texts("sponsor", _("Sponsor"), "sponsor", _("Sponsor, in Chinese.")),
        *named("district", _("District"), "district__", _("GB/T 2260 code or blank.")),
        *dated("founded", _("Founded"), "founded"),
        Column("website", _("Website"), "website", _("Address of its website.")),
        *coded("status", _("Status"), "status", _("Whether it is open."), College.Status),
        *provenance(_("Where the record comes from.")),
        *verification(),
    ),
)

SPECIALTIES = Dataset(
    code="specialties",
    label=_("Specialties"),
    description=_("The specialties with the number of published colleges that offer each today."),
    query=lambda: Specialty.objects.with_college_count().order_by("slug"),
    filterset=SpecialtyFilter,
    key=("code",),
    last_change=last_change,
    columns=(
        Column("code", _("Code"), "slug", _("The specialty as in its address.")),
        *own_names(_("Name")),
        *named("category", _("Category"), "category__", _("Code or blank.")),
        Column(
            "national_code",
            _("National code"),
            "national_code",
            _("Blank until the official directory has been imported."),
        ),
        Column(
            "college_count",
            _("Number of colleges"),
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
        *provenance(_("Where the record comes from.")),
    ),
)
