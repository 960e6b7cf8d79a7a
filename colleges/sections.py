"""The register among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.publishing.history.changes import moments_of
from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Records

from .models import College, Specialty

COLLEGES = Section(
    "college_list",
    _("Colleges"),
    _("The register of technical colleges: find one by name, district, kind and specialty."),
    lambda: College.objects.published(),
    site_maps={
        "colleges": Records(lambda: College.objects.published().order_by("code"), moments_of)
    },
)
SPECIALTIES = Section(
    "specialty_list",
    _("Specialties"),
    _("What is taught, at which level, and where."),
    lambda: Specialty.objects.all(),
    site_maps={"specialties": Records(lambda: Specialty.objects.order_by("slug"), moments_of)},
)
