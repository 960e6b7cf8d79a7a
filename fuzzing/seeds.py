"""What real addresses hold: learned from the pages themselves, for every line of the map."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from random import Random
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from fuzzing.pages import ParsedPage
from fuzzing.routes import Route, placed

ENOUGH = 5_000  # pages that somebody looks at, where nothing else is said
QUESTIONS = 12  # kept for each line


class Seeds:
    """Real values of the places of each line, and real questions that were asked of it."""

    def __init__(self, routes: list[Route]) -> None:
        self.routes = routes
        self._values: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._elsewhere: dict[str, list[str]] = defaultdict(list)
        self._questions: dict[str, list[list[tuple[str, str]]]] = defaultdict(list)

    def learn(self, address: str) -> str:
        """Take an address of the portal apart; the line that it has, or nothing."""
        parts = urlsplit(address)
        pattern, values = placed(unquote(parts.path))
        for name, value in values.items():
            _add(self._values[pattern, name], value)
            _add(self._elsewhere[name], value)
        asked = parse_qsl(parts.query, keep_blank_values=True)
        if asked and len(self._questions[pattern]) < QUESTIONS:
            _add(self._questions[pattern], asked)
        return pattern

    def fill(self, route: Route, random: Random) -> dict[str, str]:
        """A value for each place: of this line, of the same place in another one, or any."""
        filled = {}
        for name in route.places:
            own = self._values.get((route.pattern, name)) or self._elsewhere.get(name)
            filled[name] = quote(random.choice(own or ["1"]), safe="/")
        return filled

    def question(self, route: Route, random: Random) -> list[tuple[str, str]]:
        known = self._questions.get(route.pattern)
        return list(random.choice(known)) if known and random.random() < 0.7 else []


def look_around(
    seeds: Seeds,
    starts: list[str],
    role: str,
    visit: Callable[[str, str], ParsedPage],
    enough: int = ENOUGH,
) -> None:
    """Follow links from the starts, until each line that they lead to has been seen once."""
    waiting, seen = deque(starts), {seeds.learn(start) for start in starts}
    for _visit in range(enough):
        if not waiting:
            return
        page = visit(role, waiting.popleft())
        for address in [*page.links, *(form.action for form in page.forms)]:
            pattern = seeds.learn(address)
            if pattern and pattern not in seen:
                seen.add(pattern)
                waiting.append(urlsplit(address).path)


def _add(to: list, value) -> None:
    if value not in to and len(to) < 50:
        to.append(value)
