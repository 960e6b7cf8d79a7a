"""What a page shows of the way on: its links, and its forms as a browser has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

ADDRESS = re.compile(r'"(?:http://testserver)?(/[^"\s]*)"')
VALUELESS = {"submit", "button", "reset", "image"}


@dataclass
class Field:
    name: str
    kind: str  # the type of an input, or "select", "textarea"
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    """``action`` is an address with its question, ``method`` GET or POST."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)


@dataclass
class ParsedPage:
    links: list[str]
    forms: list[PageForm]


def read(address: str, content_type: str, content: bytes) -> ParsedPage:
    """Links and forms of an HTML page, links of a JSON document; nothing of anything else."""
    text = content.decode(errors="replace")
    if content_type.startswith("text/html"):
        reader = _PageReader(address)
        reader.feed(text)
        return ParsedPage(list(dict.fromkeys(reader.links)), reader.forms)
    found = ADDRESS.findall(text) if "json" in content_type else []
    return ParsedPage(list(dict.fromkeys(found)), [])


class _PageReader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._field: Field | None = None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._keep(given.get("href", ""))
        elif tag == "form":
            action = self._keep(given.get("action", "")) or self.address
            self._form = PageForm(action, given.get("method", "get").upper())
            self.forms.append(self._form)
        elif self._form and tag in {"input", "select", "textarea", "button"}:
            self._begin(tag, given)
        elif self._field and tag == "option":
            value = given.get("value", "")
            self._field.choices.append(value)
            if "selected" in given:
                self._field.value = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag in {"select", "textarea"}:
            self._field = None

    def handle_data(self, data):
        if self._field and self._field.kind == "textarea":
            self._field.value += data

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", tag)
        if not name or self._form is None:
            return
        is_off = kind in {"checkbox", "radio"} and "checked" not in given
        value = "" if is_off else given.get("value", "on" if kind == "checkbox" else "")
        self._field = Field(name, "submit" if tag == "button" else kind, value)
        self._form.fields.append(self._field)
        if tag == "input":
            self._field = None

    def _keep(self, address: str) -> str:
        """An address of ours, in full; nothing for one of elsewhere."""
        try:
            parts = urlsplit(urljoin(f"http://testserver{self.address}", address))
        except ValueError:
            return ""
        if not address or parts.netloc != "testserver":
            return ""
        own = parts.path + (f"?{parts.query}" if parts.query else "")
        self.links.append(own)
        return own
