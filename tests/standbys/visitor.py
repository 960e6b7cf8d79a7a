"""Somebody with a browser's cookies, who reads pages and fills in forms."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from email.message import Message
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    text: str
    address: str
    headers: Message


class Visitor:
    """One visitor of the portal at ``origin``; signed in if they sent the form of the door."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, address: str) -> Answer:
        return self._ask(urllib.request.Request(self.origin + address))

    def send(self, address: str, **filled: str) -> Answer:
        """Open a page, fill in the form that has these fields, send it and follow the answer."""
        page = self.get(address)
        form = next(form for form in forms_of(page.text) if form.keys() >= filled.keys())
        body = urllib.parse.urlencode(form | filled).encode()
        headers = {"Referer": page.address}
        return self._ask(urllib.request.Request(page.address, body, headers))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as response:
                told = response.read().decode()
                return Answer(response.status, told, response.url, response.headers)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode(), request.full_url, error.headers)


class _Forms(HTMLParser):
    """Collects what each form of a page would send if nothing were changed."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._choice = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({})
        name = given.get("name") or ""
        if not self.forms:
            return
        form = self.forms[-1]
        if tag == "select":
            self._choice = name
        elif tag == "option" and ("selected" in given or self._choice not in form):
            form[self._choice] = given.get("value") or ""
        elif name and tag == "textarea":
            form[name] = ""
        elif name and tag == "input" and given.get("type") not in {"checkbox", "radio", "submit"}:
            form[name] = given.get("value") or ""


def forms_of(markup: str) -> list[dict[str, str]]:
    parser = _Forms()
    parser.feed(markup)
    return parser.forms
