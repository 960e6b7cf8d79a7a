"""Reading a page as a visitor does: its words without the markup, and its parts."""

from __future__ import annotations

import html
import re


def page_of(client, address: str) -> str:
    """The markup of a page that must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def words(markup: str) -> str:
    """The words of a piece of markup, with single spaces; a date is a part of its sentence."""
    markup = re.sub(r"</?time\b[^>]*>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def parts(markup: str, opening: str) -> list[str]:
    """What stands in each element that begins with ``opening`` and holds none of its kind."""
    tag = opening[1:].split()[0].rstrip(">")
    return re.findall(rf"{re.escape(opening)}[^>]*>(.*?)</{tag}>", markup, re.DOTALL)


def rows(markup: str) -> list[str]:
    """The words of each row of the tables' bodies."""
    return [words(row) for body in parts(markup, "<tbody") for row in parts(body, "<tr")]


def links(markup: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'<a [^>]*href="([^"]*)"', markup)]
