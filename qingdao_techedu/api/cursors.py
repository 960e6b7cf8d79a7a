"""Where the next page begins, as a sign that only this portal can write.

It belongs to one question: with another it is refused, and so is one that was typed or cut.
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from .problems import Refusal

SALT = "qingdao_techedu.api.cursors"


def written(question: str, place: list[Any]) -> str:
    """The sign of a place in the answer to a question: the same one at any time."""
    return _signer(question).sign_object(place)


def read(question: str, cursor: str | None) -> list[Any] | None:
    """The place, None where there is no cursor. Raises ``Refusal``."""
    if cursor is None:
        return None
    try:
        return _signer(question).unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        raise Refusal(
            400,
            _(
                "This cursor is not one of this question. Take the next link as it is, or begin "
                "again without a cursor."
            ),
            problems=[{"parameter": "cursor", "value": cursor[:200], "allowed": []}],
        ) from None


def _signer(question: str) -> signing.Signer:
    return signing.Signer(sep=".", salt=f"{SALT}:{question}")
