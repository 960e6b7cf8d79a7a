"""Is this certificate right? Answered for who knows its number and its name, and nobody else.

What is not confirmed is never told apart, neither by words nor by time: the database is asked for
the first number from the given one on, which finds a grant whether that number exists or not, and
both number and name are compared with what was found.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from . import names, numbers
from .models import Grant

# Asked for in place of what is no number, and compared with where nothing is found: no grant's.
NO_NUMBER = "0" * numbers.LENGTH
NO_NAME = "无此姓名"
LONGEST = 100  # characters of a name; whatever is longer is nobody's here

Pair = tuple[str, str]


class VerificationOutcome(models.TextChoices):
    """What a check finds."""

    VALID = "valid", _("Valid")
    CORRECTED = "corrected", _("Corrected: no longer valid under this number")
    REVOKED = "revoked", _("Revoked: not valid any more")
    UNCONFIRMED = "unconfirmed", _("Not confirmed: number and name do not belong together here")


@dataclass(frozen=True)
class VerificationAnswer:
    """The outcome for one pair; the grant where number and name are both right."""

    outcome: VerificationOutcome
    grant: Grant | None = None


OUTCOMES = {
    Grant.Status.CONFERRED: VerificationOutcome.VALID,
    Grant.Status.CORRECTED: VerificationOutcome.CORRECTED,
    Grant.Status.REVOKED: VerificationOutcome.REVOKED,
}


def check(pairs: Sequence[Pair]) -> list[VerificationAnswer]:
    """An answer for each pair of a number and a name, in their order."""
    confirmed = [_key_if_right(_asked(number), name) for number, name in pairs]
    told = _public_grants([key for key in confirmed if key])
    return [_answer(told.get(key)) for key in confirmed]


def _asked(number: str) -> str:
    typed = numbers.typed(number[:LONGEST])
    return typed if numbers.is_number(typed) else NO_NUMBER


def _key_if_right(number: str, name: str) -> int:
    """The key of the grant with this number and name, else 0; as long in either case."""
    at_or_after = Grant.objects.filter(certificate_number__gte=number).order_by(
        "certificate_number"
    )
    found = at_or_after.values_list("certificate_number", "name", "pk").first()
    held_number, held_name, key = found or (NO_NUMBER, NO_NAME, 0)
    is_number = hmac.compare_digest(str(held_number), number)
    is_name = hmac.compare_digest(_digest(held_name), _digest(name))
    return key * (is_number & is_name)


def _digest(name: str) -> bytes:
    """Of the whole name: what is cut off could be what makes it another."""
    asked = name if len(name) <= LONGEST else NO_NAME
    return hashlib.blake2b(names.folded(asked).encode(errors="surrogatepass")).digest()


def sample_pair() -> Pair | None:
    """Number and name of a generated certificate that holds, to try the check with."""
    grants = Grant.objects.sample().on_public_roll().with_public_name()
    found = grants.filter(public_name=F("name")).values_list("certificate_number", "name").first()
    return (numbers.printed(found[0]), found[1]) if found else None


def _public_grants(keys: list[int]) -> dict[int, Grant]:
    """What is told of confirmed grants; nothing is asked where none is."""
    if not keys:
        return {}
    grants = Grant.objects.select_related(
        "round__kind", "round__conference", "college", "specialty", "superseded_by"
    )
    return grants.in_bulk(keys)


def _answer(grant: Grant | None) -> VerificationAnswer:
    if grant is None:
        return VerificationAnswer(VerificationOutcome.UNCONFIRMED)
    return VerificationAnswer(OUTCOMES[Grant.Status(grant.status)], grant)
