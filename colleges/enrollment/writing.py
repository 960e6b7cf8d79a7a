"""Writing very many figures at once, with their history: what imports and returns use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.facts import bulk, bulk_history
from qingdao_techedu.publishing.circumstances import under

from .models import Observation, Release

# College, specialty, level, entry route, sex, measure: numbers and codes, as the columns hold them.
Key = tuple[int, int, str, str, str, int]
# A number of persons, or None and the symbol that says why there is none.
Figure = tuple[int | None, str]

KEY = ("college_id", "specialty_id", "level", "entry_route", "sex", "measure_id")
IN_A_QUERY = 5_000  # primary keys


@dataclass(frozen=True)
class Comparison:
    """What writing would do to a release; ``numbers`` are the primary keys of what stands there."""

    new: dict[Key, Figure] = field(default_factory=dict)
    changed: dict[Key, tuple[Figure, Figure]] = field(default_factory=dict)
    gone: dict[Key, Figure] = field(default_factory=dict)
    unchanged: int = 0
    numbers: dict[Key, int] = field(default_factory=dict, repr=False)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.gone)


def compare(
    release: Release, figures: Mapping[Key, Figure], instead_of: Q | None = None
) -> Comparison:
    """Set figures beside those of a release.

    ``instead_of`` selects the observations that the figures replace: those that are not among
    them are gone. Without it nothing goes.
    """
    replaced = set()
    if instead_of is not None:
        replaced = set(_of(release).filter(instead_of).values_list("pk", flat=True))
    standing: dict[Key, Figure] = {}
    numbers: dict[Key, int] = {}
    gone: dict[Key, Figure] = {}
    for number, value, symbol, *rest in _of(release).values_list("pk", "value", "symbol", *KEY):
        key: Key = tuple(rest)
        if key in figures:
            standing[key], numbers[key] = (value, symbol), number
        elif number in replaced:
            gone[key], numbers[key] = (value, symbol), number
    new = {key: figure for key, figure in figures.items() if key not in standing}
    changed = {
        key: (old, figures[key]) for key, old in standing.items() if old != tuple(figures[key])
    }
    unchanged = len(standing) - len(changed)
    return Comparison(new, changed, gone, unchanged, numbers)


@transaction.atomic
def write(
    release: Release,
    figures: Mapping[Key, Figure],
    *,
    by,
    door: str,
    reason: str = "",
    instead_of: Q | None = None,
) -> Comparison:
    """Have a release hold the figures, each change in its history, and answer what was done.

    Nobody else changes the release meanwhile. Raises ``ValidationError`` where it is not open.
    """
    release = held(release)
    require_open(release)
    done = compare(release, figures, instead_of)
    with under(by=by, door=door, reason=reason, at=timezone.now()):
        _delete(done)
        _change(done)
        _add(release, done)
    return done


def held(release: Release) -> Release:
    """The release as it is now, held until the transaction ends."""
    return Release.objects.select_for_update(of=("self",)).get(pk=release.pk)


def require_open(release: Release) -> None:
    if not release.is_open:
        raise ValidationError(
            _("The figures of release %(release)s do not change any more: it is %(stage)s.")
            % {"release": release, "stage": release.stage}
        )


def _of(release: Release):
    return Observation.objects.filter(release=release).order_by()


def _add(release: Release, done: Comparison) -> None:
    before = _of(release).aggregate(last=Max("pk"))["last"] or 0
    columns = ("release_id", *KEY, "value", "symbol")
    rows = [(release.pk, *key, *figure) for key, figure in done.new.items()]
    bulk.insert(Observation, columns, rows)
    bulk_history.tell(_of(release).filter(pk__gt=before), bulk_history.ADDED)


def _change(done: Comparison) -> None:
    rows = [(*new, done.numbers[key]) for key, (_old, new) in done.changed.items()]
    if rows:
        bulk.update(Observation, {"value": "integer", "symbol": "text"}, rows)
    for some in _batches(number for *_figure, number in rows):
        bulk_history.tell(Observation.objects.filter(pk__in=some), bulk_history.CHANGED)


def _delete(done: Comparison) -> None:
    for some in _batches(done.numbers[key] for key in done.gone):
        rows = Observation.objects.filter(pk__in=some)
        bulk_history.tell(rows, bulk_history.DELETED)
        rows._raw_delete(rows.db)


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while some := list(islice(rest, IN_A_QUERY)):
        yield some
