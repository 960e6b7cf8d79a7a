"""Codes of apps: understood as people type them, and each accepted once."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .models import LastCode


def use_up(user, secret: str, code: str) -> None:
    """Take a right code of an app for used, in the database that every process shares.

    Raises ``ValidationError`` where it, or a later one, was used before. Of two that come at the
    same moment one is refused: the database changes the row for one after the other.
    """
    step = _step_of(secret, code)
    with transaction.atomic():
        LastCode.objects.get_or_create(user=user)
        is_new = LastCode.objects.filter(user=user, step__lt=step).update(step=step)
    if not is_new:
        raise ValidationError(_("This code was used already. Wait for the next one."))


def _step_of(secret: str, code: str) -> int:
    """The latest time step of which this is the code; 0 where it is none of now."""
    steps = yield_hotp_counters_from_time()
    matching = (
        step
        for step in steps
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    )
    return max(matching, default=0)
