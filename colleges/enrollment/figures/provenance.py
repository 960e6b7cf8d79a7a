"""Where figures come from, as the API tells it with them."""

from __future__ import annotations

from typing import Any

from qingdao_techedu.api.provenance import provenance
from qingdao_techedu.records.provenance import Provenance

from .models import Release
from .wide import basis_of


def provenance_of(releases: list[Release]) -> dict[str, Any]:
    """What an answer says of the releases that its figures stand in."""
    return provenance(
        releases=map(basis_of, releases),
        is_sample=any(one.provenance == Provenance.SAMPLE for one in releases),
    )
