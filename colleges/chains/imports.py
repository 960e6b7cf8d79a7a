"""The spreadsheet from which staff import which specialty serves which chain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from colleges.imports import ORIGIN, SPECIALTY_BY, SPECIALTY_EXPLAINED
from qingdao_techedu.imports.declaring import ImportColumn, ImportTable

from .models import Alignment

ALIGNMENTS = ImportTable(
    name="alignments",
    title=_("Alignments"),
    instructions=_("One row for each specialty that serves a chain."),
    model=Alignment,
    key=(("specialty", "chain"),),
    columns=(
        ImportColumn("specialty", "welding", SPECIALTY_EXPLAINED, required=True, by=SPECIALTY_BY),
        ImportColumn(
            "chain",
            "24-chains-2022/marine-equipment",
            _("The scheme's code, a slash, and the chain's address name or Chinese name."),
            required=True,
            by=(("scheme__code", "slug"), ("scheme__code", "name_zh")),
        ),
        ImportColumn("strength", "core", required=True),
        ImportColumn("evidence_zh"),
        ImportColumn("evidence_en"),
        ImportColumn("reviewed_on", "2026-09-01"),
        *ORIGIN,
    ),
)
