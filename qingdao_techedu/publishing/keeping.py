"""Keeping what somebody typed, until it is saved: over a lost connection and an ended session."""

from __future__ import annotations

import datetime
import re
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from qingdao_techedu.normalization.typed import key

from . import claims
from .applying import PROVISIONAL
from .arranging import BUTTONS
from .models import KeptForm

MOST_KEPT = 20  # forms of one person
MOST_ENTRIES = 1_000_000  # characters of one form
KEPT_FOR = datetime.timedelta(days=30)
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
    claims.FIELD,
)


def keeps_entries(view: Any) -> Any:
    """A page of the desk whose form is kept like those of records, and filled in by ``?kept=1``.

    Where the form is restored and not ``is_sent`` the view shows it as it was typed; what it writes
    all the same is taken back. It stands behind whatever asks who may come.
    """

    @wraps(view)
    def page(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = kept_for(request) if asks_for_kept(request) else None
        if form is not None:
            return _filled_in(request, form, lambda: view(request, *args, **kwargs))
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            forget(request)
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


def _filled_in(request: Any, form: KeptForm, show: Any) -> HttpResponse:
    """The page with the kept entries in its form; where it has none any more, these alone."""
    restore(request, form)
    try:
        with transaction.atomic():
            response = show()
            transaction.set_rollback(True)
        if response.status_code != 302:
            return response
    except PermissionDenied as refusal:
        if str(refusal):
            messages.warning(request, str(refusal))
    context = {"kept_form": form, "texts": texts_of(QueryDict(form.entries))}
    return render(request, "publishing/kept_entries.html", context)


def asks_for_kept(request: Any) -> bool:
    """Whether somebody wants a form filled in with what they had typed into it before."""
    return request.method == "GET" and "kept" in request.GET


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
    KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).delete()
    return form


def kept_of(user: Any) -> QuerySet[KeptForm]:
    """What somebody had typed and not saved, the newest first."""
    return KeptForm.objects.filter(user=user, kept_at__gte=timezone.now() - KEPT_FOR)


def kept_for(request: Any) -> KeptForm | None:
    """What the reader had typed into the form at this address and not saved."""
    return kept_of(request.user).filter(path=address_of(request)).first()


def kept_by_path(request: Any) -> dict[str, KeptForm]:
    """What the reader had typed and not saved, by address; asked once for all forms of a page."""
    if not hasattr(request, "kept_by_path"):
        request.kept_by_path = {one.path: one for one in kept_of(request.user).defer("entries")}
    return request.kept_by_path


def texts_of(entries: QueryDict) -> list[str]:
    """What reads like words among the entries of a form: not its numbers, choices and digests."""
    found = (text for name, texts in entries.lists() if name not in NOT_KEPT for text in texts)
    return [text for text in found if not text.isascii() or " " in text.strip()]


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
