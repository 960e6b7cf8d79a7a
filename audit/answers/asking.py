"""Asks a portal for every address that it has, or for those of another recording."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from audit.answers.addresses import Frontier
from audit.answers.beginning import ASKED_AT, begin, pages, routes, standing_still
from audit.answers.recording import VISITOR, RecordedAnswer, Recording, digest_of

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (a name)
EVERY = 500  # answers, between two lines of progress

Answers = Iterator[tuple[RecordedAnswer, bytes]]


def main() -> None:
    asked = _arguments()
    begin(asked.checkout)
    recording = Recording(asked.folder)
    with standing_still(ASKED_AT):
        call_command("migrate", verbosity=0)
        found = again(asked.like, asked.only) if asked.like else everything(recording, asked.people)
        count = recording.keep(_counted(found))
    print(f"{count} answers in {recording.folder}", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("people", nargs="*")
    parser.add_argument("--like", type=lambda folder: Recording(Path(folder)))
    parser.add_argument("--only", default="")
    return parser.parse_args()


def again(like: Recording, only: str = "") -> Answers:
    """What was asked for another recording, in its order; ``only`` is a part of its places."""
    people: dict[str, Person] = {}
    for place, before in like.answers.items():
        if only in place:
            if before.who not in people:
                people[before.who] = Person(before.who)
            yield people[before.who].ask(before.address, before.sent)


def everything(recording: Recording, people: list[str]) -> Answers:
    """All that the map has and pages lead to, by each of the people; then forms of visitors."""
    forms = recording.forms
    for who in people:
        person = Person(who)
        starts = recording.starts if who == VISITOR else []
        addresses = Frontier(starts, of_staff=who != VISITOR)
        for address in addresses:
            answer, body = person.ask(address)
            if answer.status == 200:
                addresses.learn(address, answer.kind, body)
                if who == VISITOR:
                    _add_forms(forms, address, answer.kind, body)
            yield answer, body
    for address, sent in forms.values() if VISITOR in people else ():
        yield Person(VISITOR).ask(address, sent)


def _add_forms(forms: dict[str, list[str]], address: str, kind: str, body: bytes) -> None:
    """One form of each line of the map and language, as the page has it, is sent as it is."""
    for form in pages.read(address, kind, body).forms:
        if form.method == "POST" and "/accounts/" not in form.action:
            line = f"{form.action[:4]} {routes.placed(form.action.partition('?')[0])[0]}"
            fields = (field for field in form.fields if field.name != TOKEN)
            values = [(field.name, field.value) for field in fields]
            forms.setdefault(line, [form.action, urlencode(values)])


class Person:
    """A browser that keeps no cookie but that of its session."""

    def __init__(self, who: str) -> None:
        self.who = who
        self._client = Client(raise_request_exception=False)
        if who != VISITOR:
            user = get_user_model().objects.get(username=who)
            self._client.force_login(user, "django.contrib.auth.backends.ModelBackend")

    def ask(self, address: str, sent: str = "") -> tuple[RecordedAnswer, bytes]:
        """The answer to an address, or to a form that is ``sent`` there."""
        kept = {settings.SESSION_COOKIE_NAME} if self.who != VISITOR else set()
        for name in set(self._client.cookies) - kept:
            del self._client.cookies[name]
        if sent:
            response = self._client.post(address, dict(parse_qsl(sent, keep_blank_values=True)))
        else:
            response = self._client.get(address)
        body = b"".join(response)
        headers = sorted([name, value] for name, value in response.headers.items())
        headers += [["Set-Cookie", one.OutputString()] for one in response.cookies.values()]
        status = response.status_code
        return RecordedAnswer(self.who, address, sent, status, headers, digest_of(body)), body


def _counted(answers: Answers) -> Answers:
    for number, one in enumerate(answers, start=1):
        if number % EVERY == 0:
            print(f"{number} …", file=sys.stderr, flush=True)
        yield one


if __name__ == "__main__":
    main()
