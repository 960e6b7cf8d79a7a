"""Sends requests that nobody expects, and ends with status 1 where one is answered by a fault.

bin/fuzz --requests 10000 --seed 1 --database postgresql     a run
bin/fuzz --seed 1 --only 4711                                one request of it, with its traceback

Everything happens in this process, against a database that is made for it and thrown away.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import sys
import time
import warnings
from collections import defaultdict

import django

from fuzzing import databases, running
from fuzzing.running import RunResult
from fuzzing.sending import Failure, Sender

EVERY = 1_000  # requests, between two lines of progress


def main() -> int:
    asked = _arguments()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "fuzzing.settings",
        "ENVIRONMENT": "local",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "REQUIRE_SECOND_FACTOR": "0",
        "CACHE_URL": "locmemcache://",
        "READ_DATABASE_URLS": "",
    }
    with databases.thrown_away(asked.database) as database:
        os.environ["DATABASE_URL"] = database.url
        django.setup()
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")  # of static files that were not collected, once a request
        databases.fill(database.folder / "sign-ins")
        begun = time.monotonic()
        found = _fuzzed(asked, database)
        return _told(asked, found, time.monotonic() - begun)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=2_000, help="how many (2000)")
    parser.add_argument("--seed", type=int, default=1, help="what decides which (1)")
    parser.add_argument("--database", choices=databases.ENGINES, default=databases.SQLITE)
    parser.add_argument("--first", type=int, default=0, help="the number of the first request (0)")
    parser.add_argument("--only", type=int, help="this request alone, after those of its batch")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    return parser.parse_args()


def _fuzzed(asked: argparse.Namespace, database: databases.Database) -> RunResult:
    seeds = running.learn(Sender())
    _say(f"{len(seeds.routes)} lines of the map are known.")
    found, sent = RunResult(), 0
    if asked.only is not None:
        found = running.one(database, seeds, asked.seed, asked.only)
        print("\n".join(failure.trace for failure in found.failures))
        return found
    every = running.run(database, seeds, asked.seed, asked.first, asked.requests, asked.jobs)
    for count, more in every:
        found.add(more)
        if (sent + count) // EVERY > sent // EVERY:
            _say(f"{sent + count} requests, {len(found.failures)} faults")
        sent += count
    return found


def _told(asked: argparse.Namespace, found: RunResult, seconds: float) -> int:
    """Print the count of each status, and each kind of fault with a request that shows it."""
    for role in sorted({role for role, _status in found.statuses}):
        counts = sorted((status, n) for (who, status), n in found.statuses.items() if who == role)
        print(f"{role:14}", " ".join(f"{status}: {count}" for status, count in counts))
    kinds: dict[str, list[Failure]] = defaultdict(list)
    for failure in found.failures:
        kinds[failure.kind].append(failure)
    for kind, failures in sorted(kinds.items(), key=lambda one: -len(one[1])):
        first = failures[0]
        print(f"\n{len(failures)} × {kind}\n  {first.what[:300]}\n  {first.asked}")
        print(f"  bin/fuzz --seed {asked.seed} --database {asked.database}", end=" ")
        print(f"--only {first.asked.number}")
    total = found.statuses.total()
    print(f"\n{total} requests on {asked.database}, seed {asked.seed}, {seconds:.0f} s: ", end="")
    print(f"{len(found.failures)} answered by a fault.")
    return 1 if found.failures else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
