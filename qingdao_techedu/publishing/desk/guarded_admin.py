"""The desk's pages of every record: nothing is lost, and the public sees what two people agreed on.

What Django's admin asks on the way is answered here; the way itself is the ``Visit``.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from qingdao_techedu.accounts import rules
from qingdao_techedu.normalization.typed import key

from ..conflicts import Conflicting
from ..models import Door, Proposal, Publication, Publishable
from . import arranging, form_notes, kept_forms, versions
from .faults import faults_of
from .form_layout import contents_of, missing_in
from .inlines import ChoosingWhatMayBeSeen
from .order_page import OrderPage
from .part_forms import PlacedFormSet, is_placed
from .placed_pages import PlacedPages
from .record_form import GuardedForm
from .responses import Done
from .visiting import Visit, visit_of

PUBLISH = "_publish"  # the button that submits a draft for publication
PREVIEW = "_preview"  # the button that shows the public page with what the form says


class GuardedAdmin(OrderPage, PlacedPages, ChoosingWhatMayBeSeen, SimpleHistoryAdmin):
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

    # The form of a record, its deletion, its return to a past version

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        visit = self._visit(request, object_id)
        visit.proposal = self._proposal_asked_for(request)
        if visit.has_entries:
            self._heed_buttons(visit)
        context = {**(extra_context or {}), **form_notes.notes_of(visit, self.model)}
        page = partial(
            super().changeform_view,
            object_id=object_id,
            form_url=form_url,
            extra_context=context,
        )
        try:
            if PREVIEW in visit.request.POST and not visit.is_restored:
                return visit.previewed(page)
            return visit.answer(page)
        except Conflicting as error:
            return self._instead_of_proposal(visit, error)

    def delete_view(self, request, object_id, extra_context=None):
        page = partial(super().delete_view, object_id=object_id, extra_context=extra_context)
        if request.method != "POST":
            return page(request)
        visit = visit_of(request)
        with visit.guarded():
            return visit.settle(page(request))

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """A past version. Reverting needs the right to change, which the library only displays."""
        visit = self._visit(request, object_id)
        if visit.has_entries and not self.has_change_permission(
            request, self.get_object(request, object_id)
        ):
            raise PermissionDenied
        page = partial(
            super().history_form_view,
            object_id=object_id,
            version_id=version_id,
            extra_context=extra_context,
        )
        return visit.answer(page, Door.REVERT)

    def _visit(self, request, object_id) -> Visit:
        """What the request is about, with the entries that it is to be filled in with."""
        visit = visit_of(request)
        record = self.get_object(request, object_id) if object_id else None
        if hasattr(record, "history"):  # others cannot be compared with what they were
            visit.record = record
            formsets = (one for one, _inline in self.get_formsets_with_inlines(request, record))
            visit.parts = versions.parts_of(record, formsets)
            visit.version = versions.version_of(record, visit.parts)
        visit.restore_if_asked()
        return visit

    def _proposal_asked_for(self, request) -> Proposal | None:
        """The reader's own proposal that ``?proposal=`` names."""
        number = request.GET.get("proposal", "")
        own = Proposal.objects.filter(author=request.user)
        return get_object_or_404(own, pk=key(number)) if number else None

    def _heed_buttons(self, visit: Visit) -> None:
        """Do to what was posted what a button asks before it is read."""
        posted = visit.request.POST
        pressed = next((name for name in posted if name.startswith(arranging.BUTTONS)), "")
        if pressed:
            visit.arrange(pressed, self._placed_rows(visit))
        elif self._is_to_be_seen(posted):
            published = posted.copy()
            published["publication"] = Publication.PUBLISHED
            visit.read_instead(published)

    def _is_to_be_seen(self, posted) -> bool:
        """Whether a draft is to be published, or to be shown as if it were."""
        if not issubclass(self.model, Publishable):
            return False
        is_draft = posted.get("publication") == Publication.DRAFT
        return PUBLISH in posted or (PREVIEW in posted and is_draft)

    def _placed_rows(self, visit: Visit) -> dict[str, tuple[str, ...]]:
        """The kinds of rows that have places, each with the fields that keep its rows apart."""
        formsets = self.get_formsets_with_inlines(visit.request, visit.record)
        placed = (one for one, _inline in formsets if issubclass(one, PlacedFormSet))
        return {one.get_default_prefix(): one.apart() for one in placed}

    def _instead_of_proposal(self, visit: Visit, error: Conflicting) -> HttpResponse:
        """Where somebody is led whose proposal cannot be worked on; what they typed is kept."""
        proposal = visit.proposal
        if proposal is None:
            raise error
        messages.error(visit.request, " ".join(error.messages))
        proposal.refresh_from_db()
        kind, number = proposal.content_type, proposal.object_id
        page = f"admin:{kind.app_label}_{kind.model}"
        plain = reverse(f"{page}_change", args=[number]) if number else reverse(f"{page}_add")
        if not kept_forms.keep_elsewhere(visit, plain):
            return HttpResponseRedirect(proposal.get_absolute_url())
        messages.warning(visit.request, _("What you typed is kept: go on with it here."))
        return HttpResponseRedirect(plain)

    # What Django asks on the way

    def get_form(self, request, obj=None, change=False, **kwargs):
        own = super().get_form(request, obj, change=change, **kwargs)
        return type(own.__name__, (GuardedForm, own), {"visit": visit_of(request)})

    def render_change_form(self, request, context, *args, **kwargs):
        """The page of a form, with its faults in one list; what was only kept has none yet."""
        is_restored = visit_of(request).is_restored
        if is_restored:
            context["errors"] = []
        whole, rows = context["adminform"], context["inline_admin_formsets"]
        if context["errors"]:
            context["faults"] = faults_of(whole.form, rows)
        context["contents"] = contents_of(whole, rows, faultless=is_restored)
        context["missing"] = missing_in(whole.form)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if visit_of(request).door == Door.REVERT:
            _keep_what_acts_decided(obj)
        super().save_model(request, obj, form, change)

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


def _keep_what_acts_decided(record: Any) -> None:
    """Have a past version keep the present state of what nobody types into a form."""
    fields = [field for field in record._meta.concrete_fields if not field.primary_key]
    placed = ("order",) if is_placed(type(record)) else ()
    decided = [one.attname for one in fields if not one.editable or one.name in placed]
    now = type(record)._default_manager.filter(pk=record.pk).values(*decided).first()
    for name, value in (now or {}).items():
        setattr(record, name, value)
