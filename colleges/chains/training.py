"""Who trains people for a chain: its specialties, and under each the colleges that offer it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, F, Value, When, Window
from django.db.models.functions import DenseRank

from colleges.models import College, Offering
from qingdao_techedu.records.provenance import Provenance

from .models import Alignment, Chain

COLLEGES_SHOWN = 12  # of a specialty; all of them stand on the list of colleges


@dataclass(frozen=True)
class Training:
    """A specialty that serves a chain, with the first of its colleges, those that exist first."""

    alignment: Alignment
    colleges: list[College]

    @property
    def real_and_sample(self) -> tuple[list[College], list[College]]:
        """Those that exist, and those of the sample, which are told apart."""
        sample = [one for one in self.colleges if one.provenance == Provenance.SAMPLE]
        return [one for one in self.colleges if one not in sample], sample

    @property
    def is_shortened(self) -> bool:
        counts = self.alignment
        return len(self.colleges) < counts.college_count + counts.sample_college_count


def training_for(chain: Chain) -> list[Training]:
    """The specialties that serve a chain, strongest first; two queries, however many there are."""
    found = Alignment.objects.filter(chain=chain).strongest_first().with_college_count()
    alignments = list(found.select_related("specialty"))
    colleges = _colleges_of({one.specialty_id for one in alignments})
    return [Training(one, list(colleges[one.specialty_id])) for one in alignments]


def _colleges_of(specialties: set[int]) -> dict[int, dict[College, None]]:
    """The first colleges of each specialty; a college teaches one in several ways, and is once."""
    is_sample = Case(When(college__provenance=Provenance.SAMPLE, then=1), default=Value(0))
    place = Window(
        DenseRank(),
        partition_by=F("specialty"),
        order_by=[is_sample.asc(), F("college__pinyin").asc(), F("college").asc()],
    )
    offerings = (
        Offering.objects.today()
        .filter(specialty__in=specialties)
        .select_related("college")
        .annotate(place=place)
        .filter(place__lte=COLLEGES_SHOWN)
        .order_by("specialty", "place")
    )
    found: dict[int, dict[College, None]] = defaultdict(dict)
    for offering in offerings:
        found[offering.specialty_id][offering.college] = None
    return found
