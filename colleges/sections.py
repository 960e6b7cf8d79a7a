"""The register among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Records, changed

from .models import College, Specialty

COLLEGES = Section(
    "college_list",
    _("Colleges"),
    _("The register of technical colleges: find one by name, district, kind and specialty."),
    lambda: College.objects.published(),
    site_maps={
        "colleges": Records(
            lambda: changed(College.objects.published().order_by("code")), "changed_at"
        )
    },
)
SPECIALTIES = Section(
    "specialty_list",
    _("Specialties"),
    _("What is taught, at which level, and where."),
    lambda: Specialty.objects.all(),
    site_maps={
        "specialties": Records(lambda: changed(Specialty.objects.order_by("slug")), "changed_at")
    },
)
