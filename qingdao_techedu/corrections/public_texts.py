"""What the bureau says of reports of errors, for the search of all that is public."""

from __future__ import annotations

from collections.abc import Iterator

from .models import Correction


def texts() -> Iterator[tuple[str, str]]:
    """Where it stands, and the words: answers, and why one took longer."""
    for correction in Correction.objects.exclude(outcome="", extension_approved_by=None).iterator():
        for text in (correction.answer_zh, correction.answer_en, correction.extension_reason):
            yield correction.get_absolute_url(), text
