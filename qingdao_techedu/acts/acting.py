"""Acts with a record: which of them fit it now, and the story of a request for one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.desk_pages import is_sent

from .forms import NothingForm

MISFIT = _("That does not fit this record now.")
REFUSED = 422  # the status of every act that was refused: its page says why


@dataclass(frozen=True)
class Act:
    """One act: its words, its form, whom and which record it fits, and how it is done.

    ``do`` takes the record, ``by`` and what the form holds. ``done`` is what is said afterwards,
    or makes it of the record. ``then`` answers where the way does not lead back to the record.
    """

    code: str
    title: Any
    explanation: Any
    done: Any
    fits: Callable[[Any, Any], bool]
    do: Callable[..., Any]
    form: type[forms.Form] = NothingForm
    then: Callable[[HttpRequest, Any], HttpResponse] | None = None

    def form_of(self, data: Any = None) -> forms.Form:
        """Its form, blank or as it was sent; several stand on one page."""
        return self.form(data, auto_id=f"{self.code}-%s")

    def is_done(self, record: Any, form: forms.Form, *, by) -> bool:
        """Do it with what a form holds; where it is refused, the form says why."""
        if not form.is_valid():
            return False
        try:
            self.do(record, by=by, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, getattr(error, "messages", None) or str(error))
            return False
        return True

    def after(self, request: HttpRequest, record: Any, back: str) -> HttpResponse:
        """Say that it is done, and lead on."""
        if said := self.done(record) if callable(self.done) else self.done:
            messages.success(request, said)
        return self.then(request, record) if self.then else redirect(back)


Offer = Sequence[tuple[Act, forms.Form]]


class Acts:
    """All acts with records of one kind, and what is said where one does not fit now."""

    def __init__(self, *acts: Act, misfit: Any = MISFIT):
        self.acts, self.misfit = acts, misfit

    def fitting(self, record: Any, user: Any) -> list[Act]:
        return [act for act in self.acts if act.fits(record, user)]

    def offer(self, record: Any, user: Any) -> Offer:
        """The acts that fit now, each with its blank form."""
        return [(act, act.form_of()) for act in self.fitting(record, user)]

    def answer(
        self,
        request: HttpRequest,
        record: Any,
        code: str,
        *,
        back: str,
        page: Callable[..., HttpResponse],
    ) -> HttpResponse:
        """The record's page with what fits now; a form that was sent does the act of its code.

        Refused, it is shown again with the reason. ``page`` takes the request, the record, the
        offer and a status; ``back`` is the record's own page.
        """
        offer = self.offer(record, request.user)
        act = next((act for act, _form in offer if act.code == code), None)
        if act is None and code:
            messages.warning(request, self.misfit)
            return redirect(back)
        if act is None or request.method != "POST":
            return page(request, record, offer, 200)
        sent = act.form_of(request.POST)
        if is_sent(request) and act.is_done(record, sent, by=request.user):
            return act.after(request, record, back)
        shown = [(one, sent if one is act else blank) for one, blank in offer]
        return page(request, record, shown, REFUSED if is_sent(request) else 200)
