"""Every public page made anew: does it care how much data there is?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from statistics import quantiles
from urllib.parse import quote

from databases import Databases
from table import Row, in_turn, seconds
from visiting import Broken, answer, connected, request

from audit.serving import served
from tests.pages.addresses import PAGES

ROUNDS, WARM_UP = 20, 2
MOST = 1.5


def rows(made: Databases) -> Iterator[Row]:
    """A row a page: the 95th percentile with much data beside the one with little."""
    cold = {"BENCH_COLD": "1", "WORKERS": "1"}
    with served(made.large, **cold) as large, served(made.small, **cold) as small:
        for page in PAGES:
            acts = partial(_asked, large, page), partial(_asked, small, page)
            many, few = (_p95(times[WARM_UP:]) for times in in_turn(WARM_UP + ROUNDS, *acts))
            yield Row(f"`{page}`", seconds([many]), seconds([few]), many / few, most=MOST)


def _asked(address: str, page: str) -> float:
    """The seconds until a page is whole. Raises ``Broken`` where it is no success."""
    asked = request(address, quote(page, safe="/?&=+-"))
    begun = time.perf_counter()
    with connected(address) as connection:
        connection.sendall(asked)
        status, _head, _body = answer(connection)
    spent = time.perf_counter() - begun
    if status != 200:
        raise Broken(f"{page} answered {status}.")
    return spent


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]
