"""One request's visit to a form of the desk: from what was sent to what becomes of it.

A form, a deletion, a return to a past version and a list action all run the same way: what they
do is watched; if visitors would see it, it is taken back and kept as a proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from qingdao_techedu.acts.holding import held
from qingdao_techedu.normalization.typed import key, visible

from .. import actions, applying, previews, reviewing, searching
from ..circumstances import under
from ..models import Door, KeptForm, Proposal, Publishable
from ..proposing import is_done_at_once, propose, refuse_what_is_not_allowed, still_open
from ..rehearsal import Difference, Watch, watched
from . import arranging, versions
from .responses import Done

MAX_REASON_LENGTH = 2_000  # characters of a reason

Page = Callable[[Any], HttpResponse]  # what Django answers to a request


@dataclass(eq=False)
class Visit:
    """Who asks for what at the desk, and what became of it so far; ``visit_of`` a request.

    Where other entries are read than were sent, ``request`` is a copy: what stands around a view
    goes on seeing the request as it came.
    """

    request: Any
    record: Any = None
    parts: versions.Parts = field(default_factory=list)
    version: str = ""  # of the record, as the form shows it
    proposal: Proposal | None = None  # the open one that is worked on
    door: str = ""
    is_restored: bool = False  # shown with entries that had been kept: nothing is done
    is_arranged: bool = False  # only the rows were arranged: nothing is done
    moved: tuple[str, str] | None = None  # the field of the row that a button moved, and the way
    news: list[versions.News] = field(default_factory=list)
    found: list[searching.Found] = field(default_factory=list)  # personal numbers
    offered: dict[Any, Any] = field(default_factory=dict)  # choices that all rows share
    promised: set[str] = field(default_factory=set)  # address names of rows not saved yet
    watch: Watch = field(init=False)
    start: str = field(init=False)

    @property
    def user(self) -> Any:
        return self.request.user

    @property
    def has_entries(self) -> bool:
        """Whether a form was sent, or is filled in as if it had been."""
        return self.request.method == "POST"

    @property
    def why(self) -> str:
        return visible(self.request.POST.get("why", "")).strip()

    @property
    def exception(self) -> str:
        """Why personal numbers are to be published, in the words of who asks for it."""
        return visible(self.request.POST.get("exception_reason", "")).strip()[:MAX_REASON_LENGTH]

    @property
    def address(self) -> str:
        """The address under which the entries of the form at hand are kept.

        The form of an open proposal has one of its own: its rows are not those of the record.
        """
        number = self.request.GET.get("proposal", "")
        path = str(self.request.path)
        return f"{path}?proposal={number}" if key(number) else path

    @cached_property
    def kept_by_path(self) -> dict[str, KeptForm]:
        """What the reader had typed and not saved, by address; asked once for all forms."""
        return {one.path: one for one in KeptForm.objects.of(self.user).defer("entries")}

    @cached_property
    def kept_form(self) -> KeptForm | None:
        """What the reader had typed into the form at this address and not saved."""
        return KeptForm.objects.of(self.user).filter(path=self.address).first()

    def forget(self) -> None:
        """Throw away what was kept for this form: it is done."""
        KeptForm.objects.filter(user=self.user, path=self.address).delete()

    def restore_if_asked(self) -> None:
        """Fill the form in with what was kept for it, where ``?kept=1`` says so."""
        asked = self.request.method == "GET" and "kept" in self.request.GET
        if asked and self.kept_form:
            self.is_restored = True
            self.read_instead(QueryDict(self.kept_form.entries))

    def arrange(self, button: str, rows: dict[str, tuple[str, ...]]) -> None:
        """Read the entries with their rows as a button asks; see ``arranging.arranged``."""
        posted = self.request.POST
        self.read_instead(arranging.arranged(posted, rows) or posted)
        self.moved, self.is_arranged = arranging.moved(button), True

    def read_instead(self, entries: QueryDict) -> None:
        """Have Django read these entries, on a copy of the request."""
        came = self.request
        copy = object.__new__(type(came))
        # Asked for the first time later, the files would have the body read in place of these.
        vars(copy).update(vars(came), method="POST", _files=came.FILES)
        copy.POST = entries
        self.request = copy

    def answer(self, page: Page, door: str = Door.FORM) -> HttpResponse:
        """The form as it is, or what became of one that was sent. Raises ``Conflicting``."""
        if not self.has_entries:
            return self._shown(page)
        with transaction.atomic():
            self._meet_others()
            return self._past_the_gate(page, door)

    def _shown(self, page: Page) -> HttpResponse:
        """The form as it is, or as an open proposal would have it."""
        if self.proposal is None:
            return page(self.request)
        for sheet in reviewing.sheets(still_open(self.proposal)):
            for conflict in sheet.conflicts:
                messages.warning(self.request, str(conflict))
        with self.guarded(Door.FORM):
            return self.taken_back(page(self.request))

    def previewed(self, page: Page) -> HttpResponse:
        """The public page with what the form says, or why there is none; nothing is saved.

        The form stays open in the tab that it was sent from.
        """
        with transaction.atomic(), self.guarded():
            response = page(self.request)
            if isinstance(response, Done):
                return self.taken_back(previews.as_public(self.request, response.record))
            context = {"reason": _("The form has faults. Close this tab and save to see them.")}
            refusal = render(self.request, "publishing/preview_over.html", context, status=422)
            return self.taken_back(refusal)

    def _meet_others(self) -> None:
        """Hold what the form is about, and learn what became of it since it was opened."""
        if self.proposal:
            # Before its records, as approving does: two never wait for each other.
            still_open(held(self.proposal))
        if self.record is not None:
            # Whoever comes second waits here until the first has saved.
            applying.locked(type(self.record), self.record.pk)
            seen = self.request.POST.get("_seen", "")
            self.news = versions.news_since(seen, self.record, self.parts, reader=self.user)

    def _past_the_gate(self, page: Page, door: str) -> HttpResponse:
        """Save or propose; where the gate refuses, the form is shown again with what it found."""
        try:
            with self.guarded(door):
                return self.settle(page(self.request))
        except searching.PersonalNumbers as refusal:
            self.found = refusal.found
        with self.guarded(door):
            response = self.taken_back(page(self.request))
            response.status_code = 422
            return response

    @contextmanager
    def guarded(self, door: str = Door.FORM) -> Iterator[None]:
        """Do what is asked for so that it can be looked at, and taken back."""
        told = {"by": self.user, "door": door, "reason": self.why}
        with transaction.atomic(), watched() as watch, under(**told):
            self.watch, self.door, self.start = watch, door, transaction.savepoint()
            if self.proposal:
                applying.apply(self.proposal.changes.all(), provisionally=True)
            yield

    def settle(self, response: HttpResponse) -> HttpResponse:
        """Keep what was done, or take it back and propose it; then say which of the two.

        What an open proposal had changed for its form is taken back whatever became of the form.
        """
        if not isinstance(response, Done):
            return self.taken_back(response)
        differences = self.watch.differences()
        if not self.proposal and is_done_at_once(
            differences, by=self.user, exception=self.exception
        ):
            return self._done(response, differences)
        return self._proposed(response) if differences else self._given_up()

    def taken_back(self, response: Any) -> HttpResponse:
        """A form that was refused: it is shown as it was filled in, and nothing is saved."""
        if hasattr(response, "render"):
            response.render()  # while the records are as the form shows them
        transaction.savepoint_rollback(self.start)
        return response

    def _done(self, response: Done, differences: list[Difference]) -> HttpResponse:
        refuse_what_is_not_allowed(differences, by=self.user)
        self.forget()
        answer, record = response.otherwise(), response.record
        if isinstance(record, Publishable) and record.pk and not record.is_public:
            said = _("Visitors do not see it yet: submit it for publication when it is complete.")
            messages.info(self.request, said)
        return answer

    def _proposed(self, response: Done) -> HttpResponse:
        submitted = "_draft" not in self.request.POST
        proposal = self.propose(response.record, submitted=submitted, title=response.title)
        self.forget()
        said = (
            _("Submitted for review: the public sees it once a second person agrees.")
            if submitted
            else _("Kept as your draft: nobody else is asked to look at it yet.")
        )
        messages.success(self.request, said)
        return HttpResponseRedirect(proposal.get_absolute_url())

    def _given_up(self) -> HttpResponse:
        """The author took everything out of a proposal again."""
        proposal: Any = self.proposal
        transaction.savepoint_rollback(self.start)
        actions.drop(proposal, by=self.user)
        self.forget()
        messages.success(self.request, _("Nothing is left of the proposal: it was given up."))
        return HttpResponseRedirect(proposal.get_absolute_url())

    def propose(self, record: Any, *, submitted: bool = True, title: str = "") -> Proposal:
        """Take back what was done under guard, and propose it. Asks whether it is allowed."""
        differences = self.watch.differences()
        refuse_what_is_not_allowed(differences, by=self.user)
        transaction.savepoint_rollback(self.start)
        return propose(
            differences,
            of=record,
            by=self.user,
            door=self.door,
            reason=self.why,
            title=title,
            submitted=submitted,
            exception=self.exception,
            instead_of=self.proposal,
        )


def visit_of(request: Any) -> Visit:
    """The visit that a request is: all that the desk hangs on it, hung here alone."""
    if not hasattr(request, "visit"):
        request.visit = Visit(request)
    return request.visit
