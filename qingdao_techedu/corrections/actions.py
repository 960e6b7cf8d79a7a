"""Receiving a report of an error, asking for more time, answering: one transaction each."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import held
from qingdao_techedu.personal_numbers.finders import in_text

from . import working_days
from .models import Correction

# Working days to answer in, as the State Council's rules for government sites have it.
DAYS, EXTENDED_DAYS = 5, 10


def receive(**fields) -> Correction:
    """Keep a report and set the day by which it is answered."""
    today = timezone.localdate()
    return Correction.objects.create(due_on=working_days.after(today, DAYS), **fields)


@transaction.atomic
def ask_for_extension(correction: Correction, *, reason: str, by) -> None:
    """Ask for ten working days in place of five. Somebody else approves it."""
    correction = held(correction)
    correction.refuse_answered()
    refuse_personal_numbers(extension_reason=reason)
    if correction.extension_approved_by:
        raise ValidationError(_("The time for this report has been extended already."))
    correction.extension_reason = reason
    correction.extension_asked_by = by
    correction.save_as(by)


@transaction.atomic
def approve_extension(correction: Correction, *, by) -> None:
    """Give ten working days from the day of receipt. Raises ``ValidationError``."""
    correction = held(correction)
    correction.refuse_answered()
    if not correction.extension_asked_by:
        raise ValidationError(_("Nobody has asked for more time, with a reason."))
    if correction.extension_approved_by:
        raise ValidationError(_("The time for this report has been extended already."))
    rules.require(by, rules.REVIEW, Correction)
    if correction.extension_asked_by == by:
        raise ValidationError(_("Somebody else approves an extension."))
    correction.extension_approved_by = by
    correction.due_on = _due_day(correction)
    correction.save_as(by)


@transaction.atomic
def reckon_anew(*, by=None) -> int:
    """Reckon the due days of open reports by the calendar as it is now; how many moved."""
    moved = 0
    for correction in Correction.objects.open().select_for_update():
        due_on = _due_day(correction)
        if due_on != correction.due_on:
            correction.due_on = due_on
            correction.save_as(by)
            moved += 1
    return moved


@transaction.atomic
def answer(correction: Correction, *, outcome: str, zh: str, en: str = "", by) -> None:
    """Tell the public what became of a report. What identifies the sender is forgotten.

    Nobody else reads it before: an answer with personal numbers is refused, without exception.
    """
    correction = held(correction)
    correction.refuse_answered()
    refuse_personal_numbers(answer_zh=zh, answer_en=en)
    correction.outcome, correction.answer_zh, correction.answer_en = outcome, zh, en
    correction.answered_at, correction.answered_by = timezone.now(), by
    correction.sender = ""
    correction.full_clean()
    correction.save_as(by)


@transaction.atomic
def draft_answer(correction: Correction, *, zh: str, en: str, by) -> None:
    """Keep the words of an answer that is not given yet."""
    correction = held(correction)
    correction.refuse_answered()
    correction.answer_zh, correction.answer_en = zh, en
    correction.save_as(by)


@transaction.atomic
def forget_contact(correction: Correction, *, by) -> None:
    """Remove how the reporter can be reached."""
    correction = held(correction)
    correction.contact = ""
    correction.save_as(by)


def refuse_personal_numbers(**texts: str) -> None:
    """Raise ``ValidationError`` by field for words that must not be published."""
    faults = {
        name: [
            *map(str, found),
            _("The public reads these words as they are: take it out."),
        ]
        for name, text in texts.items()
        if (found := in_text(text))
    }
    if faults:
        raise ValidationError(faults)


def provisional_years(correction: Correction) -> list[int]:
    """The years with unknown holidays that the due day of an open report was reckoned over."""
    if correction.is_answered:
        return []
    return working_days.unknown_years(_received_on(correction), correction.due_on)


def _due_day(correction: Correction) -> datetime.date:
    count = EXTENDED_DAYS if correction.extension_approved_by_id else DAYS
    return working_days.after(_received_on(correction), count)


def _received_on(correction: Correction) -> datetime.date:
    return timezone.localdate(correction.received_at)
