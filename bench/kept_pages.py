"""How many visitors a second a kept page serves, beside a view that does nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from statistics import median

from databases import Databases
from table import Row, in_turn, of_each
from visiting import Broken, answer, connected, request

from audit.serving import served

CONNECTIONS, ROUNDS, SECONDS = 4, 5, 0.6
COMPRESSED = "Accept-Encoding: gzip\r\n"
VISITS_TO_KEEP = 20  # both workers have made the page by then, as likely as not
LOGGED = {"LOG_LEVEL": "INFO"}  # every request is logged, as in production


def rows(made: Databases) -> Iterator[Row]:
    """The rows of the table about kept pages, on each database."""
    yield from _of(made.small, "SQLite")
    if made.postgresql:
        yield from _of(made.postgresql, "PostgreSQL")


def _of(environment: dict[str, str], name: str) -> Iterator[Row]:
    with (
        served(environment, **LOGGED) as portal,
        served(environment, **LOGGED, BENCH_WITHOUT_EDITIONS="1") as without,
    ):
        known = f"If-None-Match: {_etag(portal)}\r\n"
        bare, kept, unchanged, alone = in_turn(
            ROUNDS,
            partial(_requests_a_second, portal, "/bare/"),
            partial(_requests_a_second, portal, "/", COMPRESSED),
            partial(_requests_a_second, portal, "/", known),
            partial(_requests_a_second, without, "/bare/"),
        )
    beside = "beside a bare view through the same middleware"
    yield _row(f"kept page, {name}, {beside}", kept, bare, 0.85)
    yield _row(f"304, {name}, {beside}", unchanged, bare, 1)
    yield _row(f"kept page, {name}, beside a bare view without editions", kept, alone, None)


def _row(what: str, ours: list[float], beside: list[float], least: float | None) -> Row:
    one, other = (f"{median(rates):,.0f}/s" for rates in (ours, beside))
    return Row(what, one, other, of_each(ours, beside), least=least)


def _requests_a_second(address: str, path: str, headers: str = "") -> float:
    """What as many visitors as there are threads in the server get, each on one connection."""
    asked = request(address, path, headers)
    counts = [0] * CONNECTIONS
    refused: list[int] = []
    until = time.perf_counter() + SECONDS

    def visit(number: int) -> None:
        with connected(address) as connection:
            while time.perf_counter() < until and not refused:
                connection.sendall(asked)
                status = answer(connection)[0]
                if status not in (200, 304):
                    refused.append(status)
                counts[number] += 1

    visitors = [threading.Thread(target=visit, args=[number]) for number in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if refused:
        raise Broken(f"{path} answered {refused[0]}.")
    return sum(counts) / SECONDS


def _etag(address: str) -> str:
    """The name of the home page as it is kept now."""
    for _visit in range(VISITS_TO_KEEP):
        with connected(address) as connection:
            connection.sendall(request(address, "/"))
            head = answer(connection)[1]
    lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    return lines["ETag"]
