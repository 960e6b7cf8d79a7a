"""The addresses to ask for: what the map has without places, and what answers lead to."""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from itertools import islice, product
from urllib.parse import quote, unquote, urlsplit

from audit.answers.beginning import pages, routes

DESK, API, ROWS, RECORDS = "admin/", "/api/v1/", "/rows", "/records/"
# Of one line of the map and one language: bare addresses, those with a question, filled ones.
MOST, MAX_QUESTIONS, MAX_FILLED = 60, 24, 6
MAX_AT_THE_DESK = 6
NOTHING, NUMBER = "nothing-of-this-name", "999999"
UNKNOWN = "nothing-of-this-name=1"
SIGNS_OUT = "logout"
# What no page leads to.
STARTS = (
    "/enrollment/?measure=employment-rate&rows=college&columns=year",
    "/enrollment/?rows=specialty&columns=level",
    "/enrollment/?measure=graduates&rows=sex",
    "/enrollment/number/?measure=enrolled&year=2024",
    "/enrollment/table.csv?rows=college&columns=level",
    "/api/v1/enrollment/table?measure=enrolled&rows=district&columns=year",
    "/api/v1/datasets/colleges/changes?since=2000-01-01",
    "/api/v1/datasets/conferences/changes?since=2000-01-01",
    "/api/v1/datasets/chains/changes?since=2000-01-01",
    "/api/v1/datasets/figures/changes?since=2000-01-01",
    "/api/v1/datasets/specialties/changes?since=2000-01-01",
    "/colleges/?q=pingdu",
    "/sitemaps/pages.xml",
    "/sitemaps/colleges.xml",
)


class Frontier:
    """Gives addresses one by one, and learns more from what each was answered with.

    Of one line of the map only the first so many are given, in the order in which they are met:
    the same portal gives the same. When all are given, there come lines that nothing led to, filled
    with what stands in such places elsewhere, and addresses of each line that do not exist.
    """

    def __init__(self, starts: list[str], *, of_staff: bool) -> None:
        self._of_staff = of_staff
        self._routes = [one for one in routes.routes() if self._is_wanted(one.form)]
        self._given: set[str] = set()
        self._counts: Counter[tuple[str, ...]] = Counter()
        self._values: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[str, list[dict[str, object]]] = {}
        self._waiting: deque[str] = deque()
        plain = [one.form for one in self._routes if not one.places]
        for start in [*plain, *(() if of_staff else STARTS), *starts]:
            self._add(start)

    def __iter__(self) -> Iterator[str]:
        yield from self._drained()
        for more in (self._filled, self._missing):
            for address in list(more()):
                self._add(address)
            yield from self._drained()

    def learn(self, address: str, kind: str, body: bytes) -> None:
        """Take the links of a page, and the records that rows of the API tell of."""
        path = urlsplit(address).path
        if path.startswith(API) and path.endswith(ROWS):
            self._rows.setdefault(path.removesuffix(ROWS), json.loads(body)["data"])
        for link in pages.read(address, kind, body).links:
            if self._is_wanted(link):
                self._add(link)

    def _drained(self) -> Iterator[str]:
        while self._waiting:
            yield self._waiting.popleft()

    def _add(self, address: str) -> None:
        """Let an address wait, and the same in the other language."""
        own = routes.in_chinese(address)
        pattern, values = routes.placed(unquote(urlsplit(own).path))
        for name, value in values.items():
            if value not in self._values[name] and value not in (NOTHING, NUMBER):
                self._values[name].append(value)
        for one in _in_both_languages(own):
            has_question = "?" in one
            line = (pattern, one[:4] * one.startswith("/en/"), "?" * has_question)
            most = MAX_QUESTIONS if has_question else MOST
            most = MAX_AT_THE_DESK if self._of_staff else most
            if one not in self._given and self._counts[line] < most:
                self._given.add(one)
                self._counts[line] += 1
                self._waiting.append(one)

    def _filled(self) -> Iterator[str]:
        """Lines of the map that nothing led to."""
        for route in self._routes:
            if not route.places or self._counts[route.pattern, "", ""]:
                continue
            records = self._rows.get(route.form.partition(RECORDS)[0], [])
            known = [[str(row.get(name)) for name in route.places] for row in records]
            values = [self._values.get(name) or ["1"] for name in route.places]
            chosen = list(dict.fromkeys(map(tuple, known))) or product(*values)
            most = 1 if self._is_closed(route.form) else MAX_FILLED
            yield from (_placed(route, one) for one in islice(chosen, most))

    def _missing(self) -> Iterator[str]:
        """Of each line an address with nothing behind it, and a question that it does not know."""
        for route in self._routes:
            if self._is_closed(route.form):
                continue
            yield _placed(route, [NOTHING] * len(route.places))
            yield _placed(route, [NUMBER] * len(route.places))
            known = [(self._values.get(name) or ["1"])[0] for name in route.places]
            yield f"{_placed(route, known)}?{UNKNOWN}"

    def _is_wanted(self, address: str) -> bool:
        """Staff is asked for what visitors cannot see, visitors for all."""
        if SIGNS_OUT in address:
            return False
        own = routes.in_chinese(address)
        return own.startswith((f"/{DESK}", "/accounts/", "/styleguide/")) or not self._of_staff

    def _is_closed(self, form: str) -> bool:
        """Whether visitors are sent from there to the door."""
        return not self._of_staff and form.startswith(f"/{DESK}")


def _in_both_languages(own: str) -> list[str]:
    if not own.startswith(API) or own.startswith(f"{API}docs"):
        return [own, f"{routes.ENGLISH}{own}"]
    return [own] if "lang=" in own else [own, f"{own}{'&' if '?' in own else '?'}lang=en"]


def _placed(route, values) -> str:
    quoted = (quote(one, safe="/") for one in values)
    return route.form % dict(zip(route.places, quoted, strict=True))
