"""Sample enrollment: seven years whose totals grow smoothly and hang together.

Each set of nineteen colleges adds up to the headline of 2024: 43,900 enrolled and about 10,000
graduates. Totals are drawn first, backward from 2024, then divided among the offerings.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from colleges.models import College, KindSpell, Offering
from colleges.sample import CODE, SET
from qingdao_techedu.bulk.writing import insert
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample.registry import Plan, SampleRefused

from ..figures.models import Measure, Observation, Release
from .actions import fix
from .apportionment import apportion
from .models import LedgerLine
from .putting_out import put_out, put_out_large_sample
from .reconciliation import reconcile

YEARS = range(2018, 2025)
ENROLLED = 43_900
GRADUATES = [number for number in range(9_950, 10_051) if number != 10_000]

Kind = KindSpell.Kind
SIZES: dict[str, tuple[int, int]] = {
    Kind.TECHNICIAN_COLLEGE: (2_600, 6_200),
    Kind.SENIOR_TECHNICAL_SCHOOL: (1_100, 2_600),
    Kind.TECHNICAL_SCHOOL: (350, 1_200),
}
FEMALE_SHARES = {
    "early-childhood-education": 0.92,
    "computer-advertising-design": 0.55,
    "culinary-arts-chinese-cuisine": 0.35,
}
PLACE = ("college_id", "specialty_id", "level", "entry_route")
COLUMNS = ("release_id", *PLACE, "sex", "measure_id", "value", "symbol")
UNKNOWN = Observation.Symbol.NOT_AVAILABLE.value
REVISED = 2023  # the year that has a provisional and a final version
FLOWS = ("entrants", "graduates")
CORRECTED = 0.02  # of the figures of these measures
CORRECTION_ZH = "示例数据：各校复核后，更正了部分招生数和毕业生数中的重复计数。"
CORRECTION_EN = (
    "Sample data: colleges checked their counts; some entrants and graduates were counted twice."
)
FINE = 1_000  # weights are whole numbers of this fineness


@dataclass(frozen=True)
class SampleLeaf:
    """Students of one sex in one offering, and how their number behaves."""

    where: tuple[object, ...]
    students: float
    years: float
    drift: float
    employment: float

    def weight(self, year: int) -> float:
        return FINE * self.students * (1 + self.drift * (YEARS[-1] - year))


def make(plan: Plan) -> int:
    """Make the releases and, for every sample college, their observations."""
    if not Measure.objects.exists():
        raise SampleRefused("The sample stands on the reference facts: run load_reference first.")
    releases = _releases()
    measures = dict(Measure.objects.values_list("code", "pk"))
    steps = plan.progress(_years_of_sets(plan), "observations", plan.scale * len(YEARS))
    count = len(releases)
    for leaves, year, totals, chance in steps:
        release = releases[year]
        rows = [
            (release, *leaf.where, measures[code], value, UNKNOWN if value is None else "")
            for leaf, figures in _figures(leaves, year, totals, chance)
            for code, value in figures.items()
        ]
        insert(Observation, COLUMNS, rows)
        count += len(rows)
    return count + _revise(plan, releases[REVISED]) + _seal(plan.scale)


def _revise(plan: Plan, final: int) -> int:
    """An earlier, provisional version of one year, of which some figures were corrected since."""
    chance = plan.random("enrollment", "provisional")
    provisional = Release.objects.create(
        year=REVISED,
        version=1,
        status=Release.Status.PROVISIONAL,
        published_at=_published(REVISED),
        provenance=Provenance.SAMPLE,
    )
    figures = Observation.objects.filter(release=final).order_by("pk")
    rows = [
        (provisional.pk, *where, _first_count(value, chance) if code in FLOWS else value, symbol)
        for code, *where, value, symbol in figures.values_list(
            "measure__code", *PLACE, "sex", "measure_id", "value", "symbol"
        )
    ]
    insert(Observation, COLUMNS, rows)
    return len(rows) + 1


def _first_count(value: int | None, chance: Random) -> int | None:
    """What was counted first: now and then a few more, never too few for what became of them."""
    if value is None or chance.random() > CORRECTED:
        return value
    return value + chance.randint(1, 1 + value // 10)


def _seal(scale: int) -> int:
    """Explain what does not add up and seal the releases, each on its day."""
    count = 0
    for release in Release.objects.sample().order_by("year", "version"):
        for line in reconcile(release):
            count += 1
            if not line.is_explained:
                line.explanation = LedgerLine.Explanation.REAL
                line.note_zh = "示例数据：生成时即如此，不说明任何真实情况。"
                line.note_en = "Sample data: made so by the generator, it describes nothing real."
                line.save()
        fix(release, at=release.published_at)
    (put_out if scale == 1 else put_out_large_sample)(YEARS)
    return count


def _releases() -> dict[int, int]:
    """A release for each year, by its number; refused where figures of facts would be hidden."""
    standing = Release.objects.filter(year__in=YEARS).order_by("year").first()
    if standing:
        raise SampleRefused(
            f"There is a release of {standing.year} that is not sample data; "
            "sample figures beside it would mislead."
        )
    releases = [
        Release(
            year=year,
            version=2 if year == REVISED else 1,
            status=Release.Status.PROVISIONAL if year == YEARS[-1] else Release.Status.FINAL,
            change_note_zh=CORRECTION_ZH if year == REVISED else "",
            change_note_en=CORRECTION_EN if year == REVISED else "",
            published_at=_published(year, month=9 if year == REVISED else 3),
            provenance=Provenance.SAMPLE,
        )
        for year in YEARS
    ]
    return {release.year: release.pk for release in Release.objects.bulk_create(releases)}


def _published(year: int, month: int = 3) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(year + 1, month, 20, 10))


def _years_of_sets(plan: Plan) -> Iterator[tuple[list[SampleLeaf], int, dict[str, int], Random]]:
    colleges = list(
        College.objects.sample()
        .filter(code__startswith=CODE)
        .with_kind()
        .order_by("pk")
        .values_list("pk", "kind")
    )
    for number in range(plan.scale):
        chance = plan.random("enrollment", number)
        leaves = _leaves(dict(colleges[number * SET : (number + 1) * SET]), chance)
        for year, totals in sorted(_totals(chance).items()):
            yield leaves, year, totals, chance


def _leaves(kinds: dict[int, str], chance: Random) -> list[SampleLeaf]:
    """The leaves of a set of colleges, given with their kinds."""
    size = {college: chance.uniform(*SIZES[Kind(kind)]) for college, kind in kinds.items()}
    offerings = Offering.objects.sample().filter(college__in=kinds).order_by("pk")
    popularity: dict[int, float] = {}
    in_college: dict[int, float] = dict.fromkeys(kinds, 0.0)
    rows = list(offerings.values_list("pk", "specialty__slug", "length_years", *PLACE))
    for pk, _slug, _years, college, *_rest in rows:
        popularity[pk] = chance.uniform(0.5, 1.8)
        in_college[college] += popularity[pk]
    leaves = []
    for pk, slug, years, *where in rows:
        students = size[where[0]] * popularity[pk] / in_college[where[0]]
        female = FEMALE_SHARES.get(slug) or chance.uniform(0.12, 0.34)
        drift, employment = chance.uniform(-0.04, 0.03), chance.uniform(0.915, 0.965)
        for sex, share in (("female", female), ("male", 1 - female)):
            leaves.append(
                SampleLeaf((*where, sex), students * share, float(years), drift, employment)
            )
    return leaves


def _totals(chance: Random) -> dict[int, dict[str, int]]:
    """The city's totals by year: enrolled = last year's + entrants − graduates − those who left."""
    totals = {}
    enrolled, graduates = ENROLLED, chance.choice(GRADUATES)
    for year in reversed(YEARS):
        before = round(enrolled / chance.uniform(1.028, 1.032))
        left = round(before * chance.uniform(0.0115, 0.0125))
        entrants = enrolled - before + graduates + left
        totals[year] = {"entrants": entrants, "enrolled": enrolled, "graduates": graduates}
        enrolled, graduates = before, round(graduates / chance.uniform(1.024, 1.031))
    return totals


def _figures(
    leaves: list[SampleLeaf], year: int, totals: dict[str, int], chance: Random
) -> Iterator[tuple[SampleLeaf, dict[str, int | None]]]:
    """Each leaf with its figures by measure; a few outcomes of earlier years are not available."""
    stocks = [round(leaf.weight(year)) for leaf in leaves]
    flows = [
        [round(leaf.weight(year) / leaf.years * chance.uniform(0.95, 1.05)) for leaf in leaves]
        for _measure in range(2)
    ]
    entrants = apportion(totals["entrants"], flows[0])
    enrolled = apportion(totals["enrolled"], stocks)
    graduates = apportion(totals["graduates"], flows[1])
    for leaf, new, all_students, leaving in zip(leaves, entrants, enrolled, graduates, strict=True):
        employed = round(leaving * leaf.employment)
        studying = min(leaving - employed, round(leaving * chance.uniform(0.01, 0.04)))
        # Only small leaves of earlier years lack an answer: totals stay worth looking at.
        known = year == YEARS[-1] or leaf.students > 40 or chance.random() > 0.06
        yield (
            leaf,
            {
                "entrants": new,
                "enrolled": all_students,
                "graduates": leaving,
                "employed": employed if known else None,
                "further-study": studying if known else None,
            },
        )
