"""Keeping what somebody typed, until it is saved: over a lost connection and an ended session."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from qingdao_techedu.normalization.typed import key

from .applying import PROVISIONAL
from .arranging import BUTTONS
from .models import KeptForm

MOST_KEPT = 20  # forms of one person
MOST_ENTRIES = 1_000_000  # characters of one form
MOST_ROWS = 5_000  # of one kind in one form; no more fields are taken in
NOT_KEPT = (
    "csrfmiddlewaretoken",
    "_save",
    "_continue",
    "_addanother",
    "_draft",
    "_publish",
    "_path",
    "_title",
)


def keeps_entries(view: Any) -> Any:
    """Mark a view of the desk whose form, like those of records, is kept over an ended session."""
    view.keeps_entries = True
    return view


def address_of(request: Any) -> str:
    """The address under which the entries of the form at hand are kept.

    The form of an open proposal has one of its own: its rows are not those of the record.
    """
    number = request.GET.get("proposal", "")
    return f"{request.path}?proposal={number}" if key(number) else str(request.path)


def keep(user, path: str, entries: QueryDict, title: str = "") -> KeptForm | None:
    """Keep the entries of a form under its address; the oldest of too many are forgotten.

    Answers None, and keeps nothing, where they are longer than any form of the desk.
    """
    kept = entries.copy()
    for name in list(kept):
        if name in NOT_KEPT or name.startswith(BUTTONS):
            kept.pop(name)
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
    return KeptForm.objects.filter(user=request.user, path=address_of(request)).first()


def restore(request: Any, form: KeptForm) -> None:
    """Make a request to see a form one that fills it with the kept entries, saving nothing."""
    # Asked for the first time later, the files would have the empty body read in place of these.
    request._files = MultiValueDict()
    request.method = "POST"
    request.POST = QueryDict(form.entries)
    request.is_restored = True
    request.restored_at = timezone.localtime(form.kept_at)


def forget(request: Any) -> None:
    KeptForm.objects.filter(user=request.user, path=address_of(request)).delete()


def keep_elsewhere(request: Any, path: str) -> bool:
    """Keep what was typed into the form of a proposal for the record's own form under ``path``.

    Whether there was anything.
    """
    form = kept_for(request)
    entries = request.POST if request.method == "POST" else form and QueryDict(form.entries)
    if not entries:
        return False
    kept = keep(request.user, path, _without_new_numbers(entries), form.title if form else "")
    if kept:
        forget(request)
    return kept is not None


def _without_new_numbers(entries: Any) -> QueryDict:
    """The entries, in which rows that only the proposal had made are new rows, after the others."""
    rows: dict[str, list[int]] = {}  # by the prefix of the parts: the row that is to stand there
    for name, prefix in ((one, one.removesuffix("-INITIAL_FORMS")) for one in entries):
        if name != prefix and key(entries[name]):
            given = list(range(min(key(entries[name]), MOST_ROWS)))
            rows[prefix] = sorted(given, key=lambda n: _is_new(entries.get(f"{prefix}-{n}-id")))
    plain = QueryDict(mutable=True)
    for name, values in entries.lists():
        kept = ["" if _is_new(value) else value for value in values]
        part = re.fullmatch(r"(.+)-([0-9]{1,6})-([^-]+)", name)
        if part and int(part[2]) in rows.get(part[1], []):
            name = f"{part[1]}-{rows[part[1]].index(int(part[2]))}-{part[3]}"
        elif (prefix := name.removesuffix("-INITIAL_FORMS")) in rows and prefix != name:
            numbers = (entries.get(f"{prefix}-{n}-id") for n in rows[prefix])
            kept = [str(sum(not _is_new(number) for number in numbers))]
        plain.setlist(name, kept)
    return plain


def _is_new(value: Any) -> bool:
    """Whether it is the number of a record that only the proposal has made."""
    return key(value) >= PROVISIONAL
