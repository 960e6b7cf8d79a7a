"""Is this certificate right? Answered for who knows its number and its name, and nobody else.

What is not confirmed is never told apart: an unknown number, a wrong name and a mistyped number
ask the database the same question, compare a name, and end in the same words.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import names, numbers
from .models import Grant

# Asked for in place of what is no number, and compared with where there is none: no grant has them.
NO_NUMBER = "0" * numbers.LENGTH
NO_NAME = "无此姓名"
LONGEST = 100  # characters of a name

Pair = tuple[str, str]


class Outcome(models.TextChoices):
    """What a check finds."""

    VALID = "valid", _("Valid")
    CORRECTED = "corrected", _("Corrected: no longer valid under this number")
    REVOKED = "revoked", _("Revoked: not valid any more")
    UNCONFIRMED = "unconfirmed", _("Not confirmed: number and name do not belong together here")


@dataclass(frozen=True)
class Answer:
    """The outcome for one pair; the grant where number and name are both right."""

    outcome: Outcome
    grant: Grant | None = None


OUTCOMES = {
    Grant.Status.CONFERRED: Outcome.VALID,
    Grant.Status.CORRECTED: Outcome.CORRECTED,
    Grant.Status.REVOKED: Outcome.REVOKED,
}


def check(pairs: Sequence[Pair]) -> list[Answer]:
    """An answer for each pair of a number and a name, in their order."""
    asked = [_asked(number) for number, _name in pairs]
    found = Grant.objects.filter(certificate_number__in=asked).order_by()
    held = {
        number: (key, name)
        for number, key, name in found.values_list("certificate_number", "pk", "name")
    }
    confirmed = [
        _key_if_same(held.get(number), name)
        for number, (_number, name) in zip(asked, pairs, strict=True)
    ]
    told = _told([key for key in confirmed if key])
    return [_answer(told.get(key)) for key in confirmed]


def _asked(number: str) -> str:
    typed = numbers.typed(number[:LONGEST])
    return typed if numbers.is_number(typed) else NO_NUMBER


def _key_if_same(held: tuple[int, str] | None, name: str) -> int:
    """The grant's key where the names are the same, else 0; as long for a name that is not held."""
    key, right = held or (0, NO_NAME)
    is_same = hmac.compare_digest(_digest(right), _digest(name[:LONGEST]))
    return key if is_same else 0


def _digest(name: str) -> bytes:
    return hashlib.blake2b(names.plain(name).encode(errors="surrogatepass")).digest()


def _told(keys: list[int]) -> dict[int, Grant]:
    """What is told of confirmed grants; nothing is asked where none is."""
    if not keys:
        return {}
    grants = Grant.objects.select_related(
        "round__kind", "round__conference", "college", "specialty", "superseded_by"
    )
    return grants.in_bulk(keys)


def _answer(grant: Grant | None) -> Answer:
    if grant is None:
        return Answer(Outcome.UNCONFIRMED)
    return Answer(OUTCOMES[Grant.Status(grant.status)], grant)
