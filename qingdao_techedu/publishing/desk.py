"""The desk's pages of every record: nothing is lost, and the public sees what two people agreed on.

A form, a deletion, a return to a past version and a list action all run the same way: what they
do is watched; if visitors would see it, it is taken back and kept as a proposal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.holding import held
from qingdao_techedu.normalization.typed import key, visible
from qingdao_techedu.ui.desk_pages import is_restored

from . import actions, applying, arranging, keeping, ordering, reviewing, searching, versions
from .circumstances import under
from .faults import faults_of
from .inlines import ChoosingWhatMayBeSeen
from .models import Door, Proposal, Publication, Publishable, Recorded
from .order_page import OrderPage
from .part_forms import PlacedFormSet, PlacedRows, QuietForm, is_placed
from .rehearsal import as_changes, watched
from .responses import Done

MOST_WORDS = 2_000  # characters of a reason
PUBLISH = "_publish"  # the button that submits a draft for publication


class GuardedForm(QuietForm):
    """A form that is refused when its record changed since it was opened; its entries stay."""

    desk: Any

    def __init__(self, *args, **kwargs):
        past = _past_lists(kwargs.get("instance"))
        super().__init__(*args, **{**kwargs, "initial": {**past, **(kwargs.get("initial") or {})}})

    def clean(self):
        given = super().clean()
        if is_restored(self.request):
            raise ValidationError(_("These are the entries that were kept. Nothing is saved yet."))
        self._tell_personal_numbers(getattr(self.request, "found", []))
        news = getattr(self.request, "news", [])
        if news:
            raise ValidationError(
                _(
                    "Somebody else changed this record while you were working on it. Nothing was "
                    "saved, and nothing of yours is lost: compare below, then save again."
                )
            )
        return given

    def _tell_personal_numbers(self, found: list[searching.Found]) -> None:
        """Tell each finding at its field, those of parts above the form."""
        if found:
            self.add_error(None, searching.way_out(found))
        for one in found:
            is_own = (one.model, one.pk) == (type(self.instance), self.instance.pk)
            self.add_error(one.field if is_own and one.field in self.fields else None, str(one))


def _past_lists(record: Any) -> dict[str, list[int]]:
    """The lists of a past version as they were; those of today hang on the same number."""
    past = getattr(record, "_history", None)
    return {
        field.name: list(
            getattr(past, field.name).values_list(field.m2m_reverse_field_name(), flat=True)
        )
        for field in (record._meta.many_to_many if past else ())
        if hasattr(past, field.name)
    }


class GuardedAdmin(OrderPage, ChoosingWhatMayBeSeen, SimpleHistoryAdmin):
    """The pages of one model at the desk."""

    change_form_template = "publishing/change_form.html"
    change_list_template = "publishing/change_list.html"

    # Who may see and do what

    def get_queryset(self, request):
        return rules.visible_to(request.user, super().get_queryset(request))

    def has_view_permission(self, request, obj=None):
        subject = obj or self.model
        return rules.may(request.user, rules.VIEW, subject) or self.has_change_permission(
            request, obj
        )

    def has_add_permission(self, request):
        """Who cannot choose the whole of a new part adds it on the page of the whole."""
        whole = [name for name in (getattr(self.model, "whole", ""),) if name]
        is_chosen_elsewhere = rules.closed_fields(request.user, self.model, whole)
        return rules.may(request.user, rules.ADD, self.model) and not is_chosen_elsewhere

    def has_change_permission(self, request, obj=None):
        return rules.may(request.user, rules.CHANGE, obj or self.model)

    def has_delete_permission(self, request, obj=None):
        return rules.may(request.user, rules.DELETE, obj or self.model)

    def get_actions(self, request):
        """Records are deleted one at a time, each for a reason."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    # The form of a record

    def get_form(self, request, obj=None, change=False, **kwargs):
        own = super().get_form(request, obj, change=change, **kwargs)
        return type(own.__name__, (GuardedForm, own), {"request": request, "desk": self})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        proposal = self._proposal_asked_for(request)
        record = self._record(request, object_id)
        version = versions.version_of(record, self._parts(request, record)) if record else ""
        context: dict[str, Any] = {
            **(extra_context or {}),
            "version": version,
            "proposal": proposal,
            "why": proposal.reason if proposal else "",
            "exception_reason": proposal.exception_reason if proposal else "",
            "kept_form": keeping.kept_for(request),
            "others_proposals": self._proposals_of_others(request, record, proposal),
            "goes_to_review": self._goes_to_review(request, record, proposal),
            "is_draft": self._is_draft(request, record, proposal),
            "done_at_once": "" if proposal else self._done_at_once(),
            "is_reporter": rules.proposes_only(request.user),
        }
        if keeping.asks_for_kept(request) and context["kept_form"]:
            keeping.restore(request, context["kept_form"])
        if proposal is None:
            return self._answered(request, object_id, form_url, context, record)
        try:
            return self._answered(request, object_id, form_url, context, record)
        except applying.Conflicting as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return self._instead_of_proposal(request, proposal)

    def _answered(self, request, object_id, form_url, context, record):
        proposal = context["proposal"]
        if request.method != "POST":
            return self._shown(request, object_id, form_url, context, proposal)
        self._heed_buttons(request, record)
        context["why"] = request.POST.get("why", "")
        context["exception_reason"] = _exception(request)
        with transaction.atomic():
            if proposal:
                # Before its records, as approving does: two never wait for each other.
                _refuse_decided(held(proposal))
            request.news = context["news"] = self._news(request, record)
            return self._saved(request, object_id, form_url, context, proposal)

    def _saved(self, request, object_id, form_url, context, proposal):
        save = partial(super().changeform_view, request, object_id, form_url, context)
        return self._past_the_gate(request, Door.FORM, proposal, context, save)

    def _past_the_gate(self, request, door, proposal, context, save) -> HttpResponse:
        """Save or propose; where the gate refuses, the form is shown again with what it found."""
        try:
            with self.guarded(request, door, proposal):
                return self.settle(request, save())
        except searching.PersonalNumbers as refusal:
            request.found = context["found"] = refusal.found
        with self.guarded(request, door, proposal):
            response = self._taken_back(request, save())
            response.status_code = 422
            return response

    def _shown(self, request, object_id, form_url, context, proposal):
        """The form as it is, or as an open proposal would have it."""
        if proposal is None:
            return super().changeform_view(request, object_id, form_url, context)
        _refuse_decided(proposal)
        for sheet in reviewing.sheets(proposal):
            for conflict in sheet.conflicts:
                self.message_user(request, str(conflict), messages.WARNING)
        with transaction.atomic():
            applying.apply(proposal.changes.all(), provisionally=True)
            response = super().changeform_view(request, object_id, form_url, context)
            if hasattr(response, "render"):
                response.render()
            transaction.set_rollback(True)
        return response

    def _heed_buttons(self, request, record) -> None:
        """Do to what was posted what a button asks before it is read."""
        pressed = [name for name in request.POST if name.startswith(arranging.BUTTONS)]
        if pressed:
            formsets = [one for one, _inline in self.get_formsets_with_inlines(request, record)]
            rows = {
                one.get_default_prefix(): one.apart()
                for one in formsets
                if issubclass(one, PlacedFormSet)
            }
            request.POST = arranging.arranged(request.POST, rows) or request.POST
            request.moved = arranging.moved(pressed[0])
            request.is_arranged = True
        elif PUBLISH in request.POST and issubclass(self.model, Publishable):
            request.POST = request.POST.copy()
            request.POST["publication"] = Publication.PUBLISHED

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        found = super().get_inline_formsets(request, formsets, inline_instances, obj)
        return [
            PlacedRows.of(one) if isinstance(one.formset, PlacedFormSet) else one for one in found
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        """The page of a form, with its faults in one list; what was only kept has none yet."""
        if is_restored(request):
            context["errors"] = []
        if context["errors"]:
            rows = context["inline_admin_formsets"]
            context["faults"] = faults_of(context["adminform"].form, rows)
        return super().render_change_form(request, context, *args, **kwargs)

    def _instead_of_proposal(self, request, proposal: Proposal) -> HttpResponse:
        """Where somebody is led whose proposal cannot be worked on; what they typed is kept."""
        proposal.refresh_from_db()
        kind = proposal.content_type
        page = f"admin:{kind.app_label}_{kind.model}"
        number = proposal.object_id
        plain = reverse(f"{page}_change", args=[number]) if number else reverse(f"{page}_add")
        if not keeping.keep_elsewhere(request, plain):
            return HttpResponseRedirect(proposal.get_absolute_url())
        said = _("What you typed is kept: go on with it here.")
        self.message_user(request, said, messages.WARNING)
        return HttpResponseRedirect(plain)

    def _record(self, request, object_id) -> Any:
        """The record on the page, if it has a history to compare with."""
        record = self.get_object(request, object_id) if object_id else None
        return record if hasattr(record, "history") else None

    def _parts(self, request, record) -> versions.Parts:
        """The models whose rows stand on the record's form, each with what selects its rows."""
        found: versions.Parts = []
        for formset, _inline in self.get_formsets_with_inlines(request, record):
            if not issubclass(formset.model, Recorded):
                continue
            if hasattr(formset, "fk"):
                found.append((formset.model, {formset.fk.attname: record.pk}))
            else:
                kind = {formset.ct_field.attname: _kind_of(record).pk}
                found.append((formset.model, {**kind, formset.ct_fk_field.name: record.pk}))
        return found

    def _news(self, request, record) -> list[versions.News]:
        if record is None:
            return []
        # Whoever comes second waits here until the first has saved.
        applying.locked(self.model, record.pk)
        parts = self._parts(request, record)
        seen = request.POST.get("_seen", "")
        if seen == versions.version_of(record, parts):
            return []
        return versions.news_since(seen, record, parts, reader=request.user)

    def _proposals_of_others(self, request, record, own):
        """What others submitted of the record; a reporter reads their own proposals only."""
        if record is None or rules.is_only_reporter(request.user):
            return []
        found = Proposal.objects.touching(record).exclude(state=Proposal.State.DRAFT)
        return found.exclude(pk=own.pk if own else None).select_related("author")

    def _goes_to_review(self, request, record, proposal) -> bool:
        if proposal or rules.proposes_only(request.user):
            return True
        if not issubclass(self.model, Recorded):
            return False
        if record is None:
            return bool(self.model.whole) or self.model().is_public
        return record.is_public

    def _done_at_once(self) -> str:
        """The fields of a public record that are changed without a second person, in words."""
        names = sorted(getattr(self.model, "immediate_fields", ()))
        labels = (str(self.model._meta.get_field(name).verbose_name) for name in names)
        return _(", ").join(labels)

    def _is_draft(self, request, record, proposal) -> bool:
        """Whether what is saved stays unseen until somebody submits it for publication."""
        if proposal or not issubclass(self.model, Publishable):
            return False
        return not rules.proposes_only(request.user) and (record is None or not record.is_public)

    # Proposing in place of saving

    @contextmanager
    def guarded(self, request, door: str, proposal: Proposal | None = None) -> Iterator[None]:
        """Do what a request asks for so that it can be looked at, and taken back."""
        told = {"by": request.user, "door": door, "reason": _why(request)}
        with transaction.atomic(), watched() as watch, under(**told):
            request.watch, request.door, request.proposal = watch, door, proposal
            request.start = transaction.savepoint()
            if proposal:
                applying.apply(proposal.changes.all(), provisionally=True)
            yield

    def settle(self, request, response: HttpResponse) -> HttpResponse:
        """Keep what was done, or take it back and propose it; then say which of the two.

        What an open proposal had changed for its form is taken back whatever became of the form.
        """
        if not isinstance(response, Done):
            return self._taken_back(request, response)
        record, otherwise = response.record, response.otherwise
        differences = request.watch.differences()
        if self._is_done_at_once(request, differences):
            actions.refuse_what_is_not_allowed(differences, by=request.user)
            keeping.forget(request)
            answer = otherwise()
            self._tell_of_draft(request, record)
            return answer
        if not differences:
            return self._nothing_left(request)
        submitted = "_draft" not in request.POST
        proposal = self.propose(request, record, submitted=submitted, title=response.title)
        keeping.forget(request)
        said = (
            _("Submitted for review: the public sees it once a second person agrees.")
            if submitted
            else _("Kept as your draft: nobody else is asked to look at it yet.")
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(proposal.get_absolute_url())

    def _tell_of_draft(self, request, record) -> None:
        if isinstance(record, Publishable) and record.pk and not record.is_public:
            said = _("Visitors do not see it yet: submit it for publication when it is complete.")
            self.message_user(request, said, messages.INFO)

    def _is_done_at_once(self, request, differences) -> bool:
        """Whether no second person is needed. To an exception from the gate one has to agree."""
        if request.proposal or actions.needs_review(differences, by=request.user):
            return False
        seen = [one for one in differences if one.is_public]
        found = searching.in_changes(as_changes(seen))
        if found and not _exception(request):
            raise searching.PersonalNumbers(found)
        return not found

    def _taken_back(self, request, response: Any) -> HttpResponse:
        """A form that was refused: it is shown as it was filled in, and nothing is saved."""
        if hasattr(response, "render"):
            response.render()  # while the records are as the form shows them
        transaction.savepoint_rollback(request.start)
        return response

    def _nothing_left(self, request) -> HttpResponse:
        """The author took everything out of a proposal again."""
        transaction.savepoint_rollback(request.start)
        actions.drop(request.proposal, by=request.user)
        keeping.forget(request)
        said = _("Nothing is left of the proposal: it was given up.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(request.proposal.get_absolute_url())

    def propose(self, request, record: Any, *, submitted: bool = True, title: str = "") -> Proposal:
        """Take back what was done under guard, and propose it. Asks whether it is allowed."""
        differences = request.watch.differences()
        actions.refuse_what_is_not_allowed(differences, by=request.user)
        transaction.savepoint_rollback(request.start)
        return actions.propose(
            differences,
            of=record,
            by=request.user,
            door=request.door,
            reason=_why(request),
            title=title,
            submitted=submitted,
            exception=_exception(request),
            instead_of=request.proposal,
        )

    def response_add(self, request, obj, post_url_continue=None):
        return Done(obj, lambda: super(GuardedAdmin, self).response_add(request, obj))

    def response_change(self, request, obj):
        return Done(obj, lambda: super(GuardedAdmin, self).response_change(request, obj))

    def response_delete(self, request, obj_display, obj_id):
        gone = self.model(pk=obj_id)
        return Done(
            gone,
            lambda: super(GuardedAdmin, self).response_delete(request, obj_display, obj_id),
        )

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with self.guarded(request, Door.FORM):
            return self.settle(request, super().delete_view(request, object_id, extra_context))

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """A past version. Reverting needs the right to change, which the library only displays."""
        record = self._record(request, object_id)
        version = versions.version_of(record, self._parts(request, record)) if record else ""
        kept_form = keeping.kept_for(request)
        context = {**(extra_context or {}), "version": version, "kept_form": kept_form}
        if keeping.asks_for_kept(request) and kept_form:
            keeping.restore(request, kept_form)
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, context)
        if not self.has_change_permission(request, self.get_object(request, object_id)):
            raise PermissionDenied
        with transaction.atomic():
            request.news = context["news"] = self._news(request, record)
            save = partial(super().history_form_view, request, object_id, version_id, context)
            return self._past_the_gate(request, Door.REVERT, None, context, save)

    def get_readonly_fields(self, request, obj=None):
        """A number that tells an order is given by the place, never typed."""
        found = list(super().get_readonly_fields(request, obj))
        return [*found, "order"] if is_placed(self.model) else found

    def save_model(self, request, obj, form, change):
        if getattr(request, "door", "") == Door.REVERT:
            _keep_what_acts_decided(obj)
        if is_placed(self.model) and self._comes_last(obj, form, change):
            obj.take_last_place()
        super().save_model(request, obj, form, change)

    def _comes_last(self, record, form, change) -> bool:
        """Whether it is new in its row, or back after others have taken its place."""
        if not change or not set(record.among).isdisjoint(form.changed_data):
            return True
        return not self.model._base_manager.filter(pk=record.pk).exists()

    def save_formset(self, request, form, formset, change):
        if isinstance(formset, PlacedFormSet):
            formset.step_aside()
        super().save_formset(request, form, formset, change)

    def delete_model(self, request, obj):
        others = is_placed(self.model) and obj.in_its_row().exclude(pk=obj.pk)
        super().delete_model(request, obj)
        if others is not False:
            ordering.close_ranks(others.order_by("order", "pk"))

    def _proposal_asked_for(self, request) -> Proposal | None:
        """The reader's own proposal that ``?proposal=`` names."""
        number = request.GET.get("proposal", "")
        if not number:
            return None
        own = Proposal.objects.filter(author=request.user)
        return get_object_or_404(own, pk=key(number))


def _keep_what_acts_decided(record: Any) -> None:
    """Have a past version keep the present state of what nobody types into a form."""
    fields = [field for field in record._meta.concrete_fields if not field.primary_key]
    placed = ("order",) if is_placed(type(record)) else ()
    decided = [one.attname for one in fields if not one.editable or one.name in placed]
    now = type(record)._default_manager.filter(pk=record.pk).values(*decided).first()
    for name, value in (now or {}).items():
        setattr(record, name, value)


def _exception(request) -> str:
    """Why personal numbers are to be published, in the words of who asks for it."""
    return visible(request.POST.get("exception_reason", "")).strip()[:MOST_WORDS]


def _why(request) -> str:
    return visible(request.POST.get("why", "")).strip()


def _kind_of(record):
    return ContentType.objects.get_for_model(record)


def _refuse_decided(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise applying.Conflicting(
            _("The proposal has been closed meanwhile: it is in the state “%(state)s”.")
            % {"state": proposal.get_state_display()}
        )
