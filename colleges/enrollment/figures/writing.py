"""Writing many figures at once, each change with its history: what imports and returns use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.acts.holding import held
from qingdao_techedu.bulk import history as bulk_history
from qingdao_techedu.bulk import writing as bulk
from qingdao_techedu.publishing.circumstances import under

from .models import Observation, Release

# College, specialty, level, entry route, sex, measure: numbers and codes, as the columns hold them.
Key = tuple[int, int, str, str, str, int]
# A number of persons, or None and the symbol that says why there is none.
Figure = tuple[int | None, str]

KEY = ("college_id", "specialty_id", "level", "entry_route", "sex", "measure_id")
IN_A_QUERY = 5_000  # primary keys


@dataclass(frozen=True)
class FigureStore:
    """Where figures stand: the rows of one owner in one table, found by the columns of ``key``."""

    model: Any
    owner: Mapping[str, int]
    key: tuple[str, ...] = KEY

    @property
    def rows(self):
        return self.model.objects.filter(**self.owner).order_by()

    def figures(self) -> dict[Any, Figure]:
        """All that stands there."""
        rows = self.rows.values_list("value", "symbol", *self.key)
        return {tuple(key): (value, symbol) for value, symbol, *key in rows}


def store_of_release(release: Release) -> FigureStore:
    return FigureStore(Observation, {"release_id": release.pk})


def store_of_college(release: Release, college: int) -> FigureStore:
    """What a release has of one college, by the keys of that college's return."""
    return FigureStore(Observation, {"release_id": release.pk, "college_id": college}, KEY[1:])


@dataclass(frozen=True)
class FigureChanges:
    """What writing would do; ``numbers`` are the primary keys of what stands there."""

    new: dict[Any, Figure] = field(default_factory=dict)
    changed: dict[Any, tuple[Figure, Figure]] = field(default_factory=dict)
    gone: dict[Any, Figure] = field(default_factory=dict)
    unchanged: int = 0
    numbers: dict[Any, int] = field(default_factory=dict, repr=False)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.gone)


def compare(
    store: FigureStore, figures: Mapping[Any, Figure], instead_of: Q | None = None
) -> FigureChanges:
    """Set figures beside those of a store.

    ``instead_of`` selects the rows that the figures replace: those that are not among them are
    gone. Without it nothing goes.
    """
    replaced = set()
    if instead_of is not None:
        replaced = set(store.rows.filter(instead_of).values_list("pk", flat=True))
    standing: dict[Any, Figure] = {}
    numbers: dict[Any, int] = {}
    gone: dict[Any, Figure] = {}
    for number, value, symbol, *rest in store.rows.values_list("pk", "value", "symbol", *store.key):
        key = tuple(rest)
        if key in figures:
            standing[key], numbers[key] = (value, symbol), number
        elif number in replaced:
            gone[key], numbers[key] = (value, symbol), number
    new = {key: figure for key, figure in figures.items() if key not in standing}
    changed = {
        key: (old, figures[key]) for key, old in standing.items() if old != tuple(figures[key])
    }
    unchanged = len(standing) - len(changed)
    return FigureChanges(new, changed, gone, unchanged, numbers)


def put(
    store: FigureStore,
    figures: Mapping[Any, Figure],
    instead_of: Q | None = None,
    **circumstances: Any,
) -> FigureChanges:
    """Have a store hold the figures, each change in its history, and answer what was done.

    Whoever calls it holds the owner, so that nobody else writes meanwhile.
    """
    done = compare(store, figures, instead_of)
    with under(**circumstances, at=timezone.now()):
        _delete(store, done)
        _change(store, done)
        _add(store, done)
    return done


@transaction.atomic
def write(
    release: Release,
    figures: Mapping[Key, Figure],
    *,
    by,
    door: str,
    reason: str = "",
    instead_of: Q | None = None,
) -> FigureChanges:
    """Have a release hold the figures, each change in its history, and answer what was done.

    Nobody else changes the release meanwhile. Raises ``ValidationError`` where it is not open.
    """
    release = held(release)
    require_open(release)
    return put(store_of_release(release), figures, instead_of, by=by, door=door, reason=reason)


def require_open(release: Release) -> None:
    if not release.is_open:
        raise ValidationError(
            _("The figures of release %(release)s do not change any more: it is %(stage)s.")
            % {"release": release, "stage": release.stage}
        )


def _add(store: FigureStore, done: FigureChanges) -> None:
    before = store.rows.aggregate(last=Max("pk"))["last"] or 0
    columns = (*store.owner, *store.key, "value", "symbol")
    rows = [(*store.owner.values(), *key, *figure) for key, figure in done.new.items()]
    bulk.insert(store.model, columns, rows)
    bulk_history.record(store.rows.filter(pk__gt=before), bulk_history.ADDED)


def _change(store: FigureStore, done: FigureChanges) -> None:
    rows = [(*new, done.numbers[key]) for key, (_old, new) in done.changed.items()]
    if rows:
        bulk.update(store.model, {"value": "integer", "symbol": "text"}, rows)
    for some in _batches(number for *_figure, number in rows):
        bulk_history.record(store.rows.filter(pk__in=some), bulk_history.CHANGED)


def _delete(store: FigureStore, done: FigureChanges) -> None:
    for some in _batches(done.numbers[key] for key in done.gone):
        rows = store.rows.filter(pk__in=some)
        bulk_history.record(rows, bulk_history.DELETED)
        rows._raw_delete(rows.db)


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while some := list(islice(rest, IN_A_QUERY)):
        yield some
