"""Keeping what somebody typed, until it is saved: over a lost connection and an ended session."""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from qingdao_techedu.normalization.typed import key

from ..applying import PROVISIONAL
from ..models import KeptForm
from ..models.kept import KEPT_FOR
from . import claims
from .arranging import BUTTONS
from .visiting import Visit, visit_of

MAX_KEPT = 20  # forms of one person
MAX_ENTRIES = 1_000_000  # characters of one form
MAX_ROWS = 5_000  # of one kind in one form; no more fields are taken in
NOT_KEPT = (
    "csrfmiddlewaretoken",
    "_save",
    "_continue",
    "_addanother",
    "_draft",
    "_publish",
    "_preview",
    "_path",
    "_title",
    claims.FIELD,
)


def keeps_entries(view: Any) -> Any:
    """A page of the desk whose form is kept like those of records, and filled in by ``?kept=1``.

    Where the form is restored and not ``is_sent`` the view shows it as it was typed; what it writes
    all the same is taken back. It stands behind whatever asks who may come.
    """

    @wraps(view)
    def page(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = visit_of(request)
        visit.restore_if_asked()
        if visit.is_restored:
            return _filled_in(visit, lambda: view(visit.request, *args, **kwargs))
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            visit.forget()
        if request.method == "GET" and response.status_code == 405:
            return redirect(_page_above(request.path_info))
        return response

    return page


def _page_above(path: str) -> str:
    """The page on which an act stands, for who comes to its address with nothing to send."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            if resolve(f"{path}/").url_name:  # the desk has an answer to every other address
                return f"{path}/"
        except Resolver404:
            continue
    return reverse("admin:index")


def _filled_in(visit: Visit, show: Any) -> HttpResponse:
    """The page with the kept entries in its form; where it has none any more, these alone."""
    try:
        with transaction.atomic():
            response = show()
            transaction.set_rollback(True)
        if response.status_code != 302:
            return response
    except PermissionDenied as refusal:
        if str(refusal):
            messages.warning(visit.request, str(refusal))
    context = {"kept_form": visit.kept_form, "texts": texts_of(visit.request.POST)}
    return render(visit.request, "publishing/kept_entries.html", context)


def keep(user, path: str, entries: QueryDict, title: str = "") -> KeptForm | None:
    """Keep the entries of a form under its address; the oldest of too many are forgotten.

    Answers None, and keeps nothing, where they are longer than any form of the desk.
    """
    kept = entries.copy()
    for name in list(kept):
        if name in NOT_KEPT or name.startswith(BUTTONS):
            kept.pop(name)
    text = kept.urlencode()
    if len(text) > MAX_ENTRIES or len(path) > 300:
        return None
    form, _made = KeptForm.objects.update_or_create(
        user=user, path=path, defaults={"entries": text, "title": title[:300]}
    )
    too_many = KeptForm.objects.filter(user=user).values_list("pk", flat=True)[MAX_KEPT:]
    KeptForm.objects.filter(pk__in=list(too_many)).delete()
    KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()
    return form


def texts_of(entries: QueryDict) -> list[str]:
    """What reads like words among the entries of a form: not its numbers, choices and digests."""
    found = (text for name, texts in entries.lists() if name not in NOT_KEPT for text in texts)
    return [text for text in found if not text.isascii() or " " in text.strip()]


def keep_elsewhere(visit: Visit, path: str) -> bool:
    """Keep what was typed into the form of a proposal for the record's own form under ``path``.

    Whether there was anything.
    """
    form = visit.kept_form
    entries = visit.request.POST if visit.has_entries else form and QueryDict(form.entries)
    if not entries:
        return False
    kept = keep(visit.user, path, _without_new_numbers(entries), form.title if form else "")
    if kept:
        visit.forget()
    return kept is not None


def _without_new_numbers(entries: Any) -> QueryDict:
    """The entries, in which rows that only the proposal had made are new rows, after the others."""
    rows: dict[str, list[int]] = {}  # by the prefix of the parts: the row that is to stand there
    for name, prefix in ((one, one.removesuffix("-INITIAL_FORMS")) for one in entries):
        if name != prefix and key(entries[name]):
            given = list(range(min(key(entries[name]), MAX_ROWS)))
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
