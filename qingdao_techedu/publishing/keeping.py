"""Keeping what somebody typed, until it is saved: over a lost connection and an ended session."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from .models import KeptForm

MOST_KEPT = 20  # forms of one person
MOST_ENTRIES = 1_000_000  # characters of one form
NOT_KEPT = ("csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_draft")


def keep(user, path: str, entries: QueryDict, title: str = "") -> KeptForm | None:
    """Keep the entries of a form under its address; the oldest of too many are forgotten.

    Answers None, and keeps nothing, where they are longer than any form of the desk.
    """
    kept = entries.copy()
    for name in NOT_KEPT:
        kept.pop(name, None)
    text = kept.urlencode()
    if len(text) > MOST_ENTRIES or len(path) > 300:
        return None
    form, _made = KeptForm.objects.update_or_create(
        user=user, path=path, defaults={"entries": text, "title": title[:300]}
    )
    too_many = KeptForm.objects.filter(user=user).values_list("pk", flat=True)[MOST_KEPT:]
    KeptForm.objects.filter(pk__in=list(too_many)).delete()
    return form


def kept_for(request: Any) -> KeptForm | None:
    """What the reader had typed into the form at this address and not saved."""
    return KeptForm.objects.filter(user=request.user, path=request.path).first()


def restore(request: Any, form: KeptForm) -> None:
    """Make a request to see a form one that fills it with the kept entries, saving nothing."""
    # Asked for the first time later, the files would have the empty body read in place of these.
    request._files = MultiValueDict()
    request.method = "POST"
    request.POST = QueryDict(form.entries)
    request.is_restored = True
    request.restored_at = timezone.localtime(form.kept_at)


def forget(request: Any) -> None:
    KeptForm.objects.filter(user=request.user, path=request.path).delete()
