"""A run: requests in batches, each batch against a portal put back to its first state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connections

from fuzzing.asking import DESK, VISITOR, make
from fuzzing.databases import Database
from fuzzing.routes import routes
from fuzzing.seeds import ENOUGH, Seeds, look_around
from fuzzing.sending import Failure, Sender

BATCH = 100  # requests; what one changes is there for the others of its batch


@dataclass
class RunResult:
    """What a run saw: how many answers of each status, by role, and the failures."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, other: RunResult) -> None:
        self.statuses += other.statuses
        self.failures += other.failures


def learn(sender: Sender, enough: int = ENOUGH) -> Seeds:
    """Seeds for every line of the map, from the pages that a visitor and staff can open."""
    known = routes()
    seeds = Seeds(known)
    plain = [route.form for route in known if not route.places]
    desk = [form for form in plain if form.startswith(DESK)]
    look_around(seeds, [one for one in plain if one not in desk], VISITOR, sender.visit, enough)
    look_around(seeds, desk, "administrator", sender.visit, enough)
    return seeds


def batches(first: int, count: int) -> Iterator[range]:
    """The numbers of each batch; they begin at multiples of its size."""
    end = first + count
    for start in range(first - first % BATCH, end, BATCH):
        yield range(start, min(start + BATCH, end))


def ask(
    seed: int, numbers: range, seeds: Seeds, sender: Sender, only: int | None = None
) -> RunResult:
    """Send the requests of a batch, or those up to ``only`` and tell of that one alone."""
    found = RunResult()
    for number in numbers:
        asked = make(seed, number, seeds, sender.forms_at)
        status, failure = sender.send(asked)
        if only is not None and number != only:
            continue
        found.statuses[asked.role, status] += 1
        found.failures += [failure] if failure else []
    return found


def run(
    database: Database, seeds: Seeds, seed: int, first: int, count: int, jobs: int
) -> Iterator[tuple[int, RunResult]]:
    """Every batch, by several processes; each gives how many requests it was, and what it saw."""
    _let_go()
    work = partial(_batch, database, seeds, seed)
    context: Any = get_context("fork")
    with ProcessPoolExecutor(jobs, context, _begin, (context.Value("i", 0),)) as pool:
        yield from pool.map(work, batches(first, count))


def one(database: Database, seeds: Seeds, seed: int, number: int) -> RunResult:
    """The request of a number, after those of its batch that came before it."""
    numbers = range(number - number % BATCH, number + 1)
    _put_back(database, 0)
    return ask(seed, numbers, seeds, Sender(), only=number)


_number = 0  # of this process


def _begin(counter: Any) -> None:
    global _number
    with counter.get_lock():
        counter.value += 1
        _number = counter.value


def _batch(database: Database, seeds: Seeds, seed: int, numbers: range) -> tuple[int, RunResult]:
    _put_back(database, _number)
    return len(numbers), ask(seed, numbers, seeds, Sender())


def _put_back(database: Database, number: int) -> None:
    _let_go()
    connections[DEFAULT_DB_ALIAS].settings_dict["NAME"] = database.put_back(number)
    for cache in caches.all():
        cache.clear()


def _let_go() -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        getattr(connection, "close_pool", lambda: None)()
