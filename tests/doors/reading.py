"""What an answer tells, whatever its format, without what differs from one asking to the next."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable

from awards.takedown import text_of

# Tokens of forms and signed moments are new each time; the sign of the edition tells that somebody
# worked at the desk, as the ETag does, and no more.
OWN = re.compile(r'name="(?:csrfmiddlewaretoken|seen)"[^>]*value="[^"]*"|"edition": "[0-9a-f]{16}"')


def answer(client, address: str) -> tuple[int, str, str]:
    """The status, where it leads, and the words of an answer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        response = client.get(address)
        text = text_of(b"".join(response), response.headers)
    return response.status_code, response.get("Location", ""), OWN.sub("", text)


def answers(client, asked: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    return {address: answer(client, address) for address in asked}
