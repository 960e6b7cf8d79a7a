"""Sending requests inside this process, as visitors and staff, and noting what failed."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signals import got_request_exception, request_finished
from django.db import close_old_connections, connection
from django.test import Client
from psycopg.pq import TransactionStatus

from fuzzing import pages
from fuzzing.asking import VISITOR, OddRequest
from fuzzing.pages import PageForm, ParsedPage

PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"  # noqa: S105 (a name)
MAX_READ = 2_000_000  # bytes of an answer
UNAVAILABLE = 503


@dataclass
class Failure:
    """A request that was answered by a fault of the portal: what and where it was."""

    asked: OddRequest
    status: int
    what: str
    where: str
    trace: str

    @property
    def kind(self) -> str:
        """The same for failures that most likely have one cause."""
        return f"{self.what.partition(':')[0]} at {self.where}"


class Sender:
    """Browsers of four people: each has a session, which is renewed where it got lost."""

    def __init__(self) -> None:
        self._cookies: dict[str, str] = {}
        self._forms: dict[tuple[str, str], list[PageForm]] = {}
        self.errors: list[BaseException] = []

    def forget(self) -> None:
        """The portal is another one: sessions and forms are too."""
        self._cookies.clear()
        self._forms.clear()

    def visit(self, role: str, address: str) -> ParsedPage:
        """Links and forms of a page; none where it is no page."""
        path, _mark, query = address.partition("?")
        asked = OddRequest(-1, role, path)
        status, content_type, content = self._answer(asked, query)
        return pages.read(address, content_type, content) if status == 200 else ParsedPage([], [])

    def forms_at(self, role: str, address: str) -> list[PageForm]:
        """The forms that a page has for somebody; asked once."""
        if (role, address) not in self._forms:
            self._forms[role, address] = self.visit(role, address).forms
        return self._forms[role, address]

    def send(self, asked: OddRequest) -> tuple[int, Failure | None]:
        """The status of the answer, and the failure if it is one."""
        with self._listening():
            try:
                status, _type, _content = self._answer(asked, asked.query)
                _refuse_what_is_left_open()
            except Exception as error:
                self.errors.append(error)
                status = 0
        if 0 < status < 500 or status == UNAVAILABLE:
            return status, None
        return status, _failure(asked, status, self.errors)

    def _answer(self, asked: OddRequest, query: str) -> tuple[int, str, bytes]:
        client = Client(raise_request_exception=False)
        if asked.role != VISITOR:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._session_of(asked.role)
        response = client.generic(
            asked.method,
            asked.path,
            asked.body,
            asked.content_type,
            QUERY_STRING=query,
            REMOTE_ADDR=asked.sender,
            **_environment(asked),
        )
        content = io.BytesIO()
        with _closed(response):
            for piece in response:
                content.write(piece)
                if content.tell() > MAX_READ:
                    break
        return response.status_code, response.headers.get("Content-Type", ""), content.getvalue()

    def _session_of(self, role: str) -> str:
        store = Client().session.__class__
        key = self._cookies.get(role, "")
        if not key or not store(key).get("_auth_user_id"):
            client = Client()
            client.force_login(get_user_model().objects.get(username=role), PASSWORD_BACKEND)
            key = self._cookies[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return key

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Note the exceptions that Django turned into pages about a fault."""
        self.errors = []

        def heard(sender, **_told):
            error = sys.exc_info()[1]
            if error is not None:
                self.errors.append(error)

        got_request_exception.connect(heard)
        try:
            yield
        finally:
            got_request_exception.disconnect(heard)


@contextmanager
def _closed(response: Any) -> Iterator[None]:
    """Close an answer as a server does, whether or not somebody took the whole.

    The connection stays, as the client has it: it may be in a transaction around the request.
    """
    try:
        yield
    finally:
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)


def _refuse_what_is_left_open() -> None:
    """A request that leaves its transaction open spoils the next one of its thread."""
    if connection.connection is None or connection.in_atomic_block:
        return
    if connection.vendor == "sqlite":
        is_open = connection.connection.in_transaction
    else:
        is_open = connection.connection.info.transaction_status != TransactionStatus.IDLE
    if is_open:
        connection.close()
        raise RuntimeError("A transaction was left open.")


def _environment(asked: OddRequest) -> dict[str, Any]:
    """The headers as a server hands them on, and a body that ends where it ends."""
    named = {name.upper().replace("-", "_"): value for name, value in asked.headers.items()}
    apart = {"CONTENT_LENGTH"} & named.keys()
    told: dict[str, Any] = {name: named.pop(name) for name in apart}
    told |= {f"HTTP_{name}": value for name, value in named.items()}
    if asked.body:
        told["wsgi.input"] = io.BytesIO(asked.body)
    return told


def _failure(asked: OddRequest, status: int, errors: list[BaseException]) -> Failure:
    if not errors:
        return Failure(asked, status, f"{status} without an exception", asked.path, "")
    error = errors[0]
    places = [
        f"{frame.filename.removeprefix(f'{settings.BASE_DIR}/')}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    ours = [place for place in places if "site-packages/" not in place and ".venv/" not in place]
    where = ", ".join(dict.fromkeys([*ours[-1:], places[-1].rpartition("site-packages/")[2]]))
    trace = "".join(traceback.format_exception(error))
    return Failure(asked, status, f"{type(error).__name__}: {error}", where, trace)
