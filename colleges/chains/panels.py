"""What chains bring to the pages of colleges and specialties, and to the home page."""

from __future__ import annotations

from .models import Alignment, ChainScheme


def chains_of_college(college) -> dict | None:
    """The chains that a college's specialties serve, by scheme."""
    alignments = (
        Alignment.objects.of_college(college)
        .select_related("chain__scheme", "specialty")
        .order_by("chain__scheme__valid_from", "chain__order", "specialty__pinyin")
    )
    return {"alignments": alignments} if alignments else None


def chains_of_specialty(specialty) -> dict | None:
    """The chains that a specialty serves."""
    alignments = specialty.alignments.select_related("chain__scheme").order_by(
        "chain__scheme__valid_from", "chain__order"
    )
    return {"alignments": alignments} if alignments else None


def chains_of_home() -> dict | None:
    """The chains of the latest scheme, and the schemes before it."""
    schemes = list(ChainScheme.objects.latest_first())
    if not schemes:
        return None
    scheme, *others = schemes
    return {"scheme": scheme, "other_schemes": others, "chains": scheme.chains.with_supply()}
