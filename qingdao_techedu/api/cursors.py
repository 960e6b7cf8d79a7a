"""Where the next page begins, as a sign that only this portal can write and read.

It belongs to one question: with another it is refused, and so is one that was typed or cut. It is
not only signed but closed: the place may hold numbers of the database, by which one could count
the records that are not public.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .problems import Refusal

SALT = "qingdao_techedu.api.cursors"


def written(question: str, place: list[Any]) -> str:
    """The sign of a place in the answer to a question: the same one at any time."""
    closed = _cipher(settings.SECRET_KEY).encrypt(json.dumps(place).encode(), [question.encode()])
    return base64.urlsafe_b64encode(closed).decode().rstrip("=")


def read(question: str, cursor: str | None) -> list[Any] | None:
    """The place, None where there is no cursor. Raises ``Refusal``."""
    if cursor is None:
        return None
    try:
        closed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return _opened(closed, question)
    except (InvalidTag, ValueError):
        raise Refusal(
            400,
            _(
                "This cursor is not one of this question. Take the next link as it is, or begin "
                "again without a cursor."
            ),
            problems=[{"parameter": "cursor", "value": cursor[:200], "allowed": []}],
        ) from None


def _opened(closed: bytes, question: str) -> list[Any]:
    """Also what was closed with a key that is being replaced. Raises ``InvalidTag``."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return json.loads(_cipher(secret).decrypt(closed, [question.encode()]))
        except InvalidTag:
            continue
    raise InvalidTag


def _cipher(secret: str) -> AESSIV:
    """Of the same plain text it makes the same sign (RFC 5297), so that pages can be kept."""
    return AESSIV(salted_hmac(SALT, "", secret, algorithm="sha512").digest())
