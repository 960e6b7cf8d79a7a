"""One request, and how it is made of a line of the map, a number and a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, unquote, urlencode, urlsplit

from django.db.models import Model
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from fuzzing.pages import Field, PageForm
from fuzzing.routes import Route
from fuzzing.seeds import Seeds
from fuzzing.values import BODIES, FILES, HEADERS, HOSTILE, PLAIN

VISITOR = "visitor"
ROLES = [VISITOR, "reporter", "editor", "administrator"]
LOOKUPS = ["", "__exact", "__in", "__gt", "__isnull", "__contains", "__year", "__range", "__date"]
LOOKUPS += ["__regex", "__id", "__pk__in", "__id__exact", "__name_zh__icontains", "__nothing"]
DESK_QUESTIONS = ["q", "o", "p", "e", "all", "_popup", "_to_field", "_changelist_filters", "field"]
DESK_QUESTIONS += ["term", "app_label", "model_name", "field_name", "proposal", "kept", "next"]
FORM_METHODS = ["GET", "POST", "POST", "POST"]
ODD_METHODS = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST", "TRACE"]
DESK = "/admin/"
URLENCODED = "application/x-www-form-urlencoded"

Pairs = list[tuple[str, str]]
FormsAt = Callable[[str, str], list[PageForm]]


@dataclass
class OddRequest:
    """A request: ``path`` as it is sent, with everything odd in it as ``%XX``."""

    number: int
    role: str
    path: str
    method: str = "GET"
    question: Pairs = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""
    sender: str = "127.0.0.1"

    @property
    def query(self) -> str:
        return urlencode(self.question, errors="surrogatepass")

    def __str__(self) -> str:
        address = self.path + (f"?{self.query}" if self.question else "")
        told = [self.role, self.method, _short(address)]
        told += [f"{name}: {_short(value)!r}" for name, value in self.headers.items()]
        if self.body:
            told += [self.content_type[:40], _short(repr(self.body)[2:-1])]
        return " ".join(told)


def make(seed: int, number: int, seeds: Seeds, forms_at: FormsAt) -> OddRequest:
    """The request of a number: the same for the same seed, map and state of the portal.

    A quarter comes from visitors. The lines of the map take turns, each by each role.
    """
    random = Random(f"{seed} {number}")  # noqa: S311 (it is to be repeated, not to be secret)
    role = ROLES[number % len(ROLES)]
    route = _in_turn(seed, role, number // len(ROLES), seeds.routes)
    path = route.form % seeds.fill(route, random)
    if random.random() < 0.25:
        path = f"/en{path}"
    asked = OddRequest(number, role, path, question=seeds.question(route, random))
    asked.sender = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"
    act = random.choices(list(MUTATIONS), weights=list(MUTATIONS.values()))[0]
    act(asked, route, random, forms_at)
    if random.random() < 0.15:
        _turn_a_header(asked, route, random, forms_at)
    return asked


def _in_turn(seed: int, role: str, number: int, routes: list[Route]) -> Route:
    """Each line of the map once, in an order of the role and the turn; then anew.

    Visitors get no farther than the door of the desk: three of four times they are elsewhere.
    """
    if role == VISITOR and number % 4:
        routes = [one for one in routes if not one.form.startswith(DESK)]
        number -= number // 4 + 1
    turn, place = divmod(number, len(routes))
    return Random(f"{seed} {role} {turn}").sample(routes, len(routes))[place]  # noqa: S311


def _turn_the_path(asked: OddRequest, route: Route, random: Random, forms_at: FormsAt) -> None:
    """One part of the address becomes something else, is left out or comes twice."""
    parts = asked.path.strip("/").split("/")
    place = random.randrange(len(parts))
    parts[place : place + 1] = random.choice(
        [[_quoted(random.choice(HOSTILE))]] * 6
        + [[parts[place] + _quoted(random.choice(HOSTILE))], [], [parts[place]] * 2, [""]]
    )
    asked.path = "/" + "/".join(parts) + ("/" if random.random() < 0.8 else "")


def _turn_the_places(asked: OddRequest, route: Route, random: Random, forms_at: FormsAt) -> None:
    """Every place of the line is filled with something else."""
    if not route.places:
        return _turn_the_question(asked, route, random, forms_at)
    values = {name: _quoted(_value(random)) for name in route.places}
    asked.path = asked.path[:3] * asked.path.startswith("/en/") + route.form % values
    return None


def _turn_the_question(asked: OddRequest, route: Route, random: Random, forms_at: FormsAt) -> None:
    """Parameters that the page knows, and some of the desk's, with other values; or twice."""
    known = [*asked.question, *_fields_of_questions(asked, forms_at)]
    if route.model is not None:
        known += [(_lookup(route.model, random), "") for _one in range(2)]
        known += [(random.choice(DESK_QUESTIONS), "1")]
    known += [(random.choice([*DESK_QUESTIONS, *HOSTILE]), "1")]
    chosen = [random.choice(known) for _one in range(random.randint(1, 3))]
    asked.question += [(name, _value(random)) for name, _value_before in chosen]


def _send_a_form(asked: OddRequest, route: Route, random: Random, forms_at: FormsAt) -> None:
    """A form of the page, filled in as a person would but for a few fields."""
    forms = forms_at(asked.role, asked.path + (f"?{asked.query}" if asked.question else ""))
    if not forms:
        return _send_a_body(asked, route, random, forms_at)
    form = random.choice([one for one in forms if one.method == "POST"] or forms)
    parts = urlsplit(form.action)
    asked.path, asked.question = parts.path, []
    pairs = _filled(form, random)
    if form.method == "GET":
        asked.question = pairs
        return None
    files = [one.name for one in form.fields if one.kind == "file"]
    asked.method = "POST"
    if files or random.random() < 0.3:
        asked.content_type = MULTIPART_CONTENT
        asked.body = _multipart(pairs, files, random)
    else:
        asked.content_type = URLENCODED
        asked.body = urlencode(pairs, errors="surrogatepass").encode()
    return None


def _send_a_body(asked: OddRequest, route: Route, random: Random, forms_at: FormsAt) -> None:
    """A body that is no form of the page, or a method that nobody uses."""
    asked.method = random.choice(ODD_METHODS)
    if asked.method not in {"HEAD", "OPTIONS", "TRACE"}:
        asked.content_type, asked.body = random.choice(BODIES)


def _turn_a_header(asked: OddRequest, route: Route, random: Random, forms_at: FormsAt) -> None:
    name = random.choice(list(HEADERS))
    asked.headers[name] = random.choice(HEADERS[name])


MUTATIONS = {
    _turn_the_path: 15,
    _turn_the_places: 20,
    _turn_the_question: 30,
    _send_a_form: 25,
    _send_a_body: 5,
    _turn_a_header: 5,
}


def _filled(form: PageForm, random: Random) -> Pairs:
    pairs = [(one.name, one.value or _plausible(one, random)) for one in form.fields if _sent(one)]
    buttons = [one for one in form.fields if one.kind == "submit"]
    if buttons:
        button = random.choice(buttons)
        pairs.append((button.name, button.value))
    for _one in range(random.randint(0, 3)):
        if not pairs:
            break
        place = random.randrange(len(pairs))
        turned = (pairs[place][0], _value(random))
        pairs[place : place + 1] = random.choice([[turned]] * 6 + [[], [pairs[place], turned]])
    return pairs


def _sent(one: Field) -> bool:
    return one.kind not in {"submit", "button", "reset", "image", "file"}


def _plausible(one: Field, random: Random) -> str:
    """What somebody might enter in an empty field; it stays empty half of the time."""
    if random.random() < 0.5:
        return ""
    return random.choice(one.choices) if one.choices else random.choice(PLAIN)


def _fields_of_questions(asked: OddRequest, forms_at: FormsAt) -> Pairs:
    forms = forms_at(asked.role, asked.path)
    return [(one.name, one.value) for form in forms if form.method == "GET" for one in form.fields]


def _lookup(model: type[Model], random: Random) -> str:
    return random.choice(model._meta.get_fields()).name + random.choice(LOOKUPS)


def _value(random: Random) -> str:
    return random.choice(PLAIN) if random.random() < 0.2 else random.choice(HOSTILE)


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _multipart(pairs: Pairs, files: list[str], random: Random) -> bytes:
    """The body of a form with files, written by hand: the names may hold anything."""
    lines = []
    for name, value in pairs:
        lines += [f'Content-Disposition: form-data; name="{name}"', "", value]
        lines.append(f"--{BOUNDARY}")
    body = "\r\n".join([f"--{BOUNDARY}", *lines]).encode(errors="surrogatepass")
    for field_name in files:
        file_name, content = random.choice(FILES)
        head = f'\r\nContent-Disposition: form-data; name="{field_name}"; filename="{file_name}"'
        body += head.encode(errors="surrogatepass") + b"\r\n\r\n" + content
        body += f"\r\n--{BOUNDARY}".encode()
    return body + b"--\r\n"


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…({len(unquote(text))} characters)"
