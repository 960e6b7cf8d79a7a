"""What chains bring to the pages of colleges and specialties, and to the home page."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from colleges.models import Specialty

from .models import Alignment, ChainScheme

Served = list[tuple[ChainScheme, list[tuple[Specialty, list[Alignment]]]]]


def chains_of_college(college) -> dict | None:
    """The chains that a college's specialties serve."""
    return _served(Alignment.objects.of_college(college))


def chains_of_specialty(specialty) -> dict | None:
    """The chains that a specialty serves."""
    return _served(specialty.alignments.all())


def _served(alignments) -> dict | None:
    """Alignments by scheme and specialty: the scheme in force, and those before it."""
    found = list(alignments.select_related("chain__scheme", "specialty").latest_scheme_first())
    if not found:
        return None
    scheme_in_sight, *other_schemes = _by_scheme(found)
    return {"alignments": found, "served": scheme_in_sight, "others_served": other_schemes}


def _by_scheme(alignments: list[Alignment]) -> Served:
    return [
        (scheme, [(specialty, list(some)) for specialty, some in groupby(own, _specialty_of)])
        for scheme, own in groupby(alignments, attrgetter("chain.scheme"))
    ]


_specialty_of = attrgetter("specialty")


def chains_of_home() -> dict | None:
    """The chains of the latest scheme, and the schemes before it."""
    schemes = list(ChainScheme.objects.latest_first())
    if not schemes:
        return None
    scheme, *others = schemes
    return {"scheme": scheme, "other_schemes": others, "chains": scheme.chains.with_supply()}
