"""The desk's queue of proposals, and the page on which one is read and decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Offer
from qingdao_techedu.normalization.typed import key
from qingdao_techedu.ui.desk_pages import page_of
from qingdao_techedu.ui.list_filters import OccurringFilter

from .. import actions, previews, reviewing, searching
from ..applying import provisional_number
from ..models import Change, Door, Proposal
from . import kept_forms
from .proposal_acts import ACTS, with_pages

EDITABLE_DOORS = (Door.FORM, Door.REVERT)


class TurnFilter(admin.SimpleListFilter):
    """Whose turn it is, from where the reader stands."""

    title = _("turn")
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [
            ("review", _("waiting for my review")),
            ("mine", _("back with me")),
            ("sent", _("sent by me")),
            ("open", _("all open ones")),
        ]

    def queryset(self, request, queryset):
        asked = {
            "review": lambda: queryset.to_review_by(request.user),
            "mine": lambda: queryset.back_with(request.user),
            "sent": lambda: queryset.submitted().filter(author=request.user),
            "open": queryset.open,
        }
        chosen = asked.get(self.value() or "")
        return chosen() if chosen else queryset


class KindFilter(admin.SimpleListFilter):
    """The kinds of records of which something was proposed."""

    title = _("kind of record")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        found = model_admin.get_queryset(request).order_by().values("content_type").distinct()
        kinds = ContentType.objects.filter(pk__in=found)
        models = [(str(one.pk), one.model_class()) for one in kinds]
        named = [(pk, str(model._meta.verbose_name)) for pk, model in models if model]
        return sorted(named, key=lambda one: one[1])

    def queryset(self, request, queryset):
        known = self.value() in dict(self.lookup_choices)
        return queryset.filter(content_type=self.value()) if known else queryset


class ReadAtForm(ActionForm):
    """Says when the list was read: what was submitted later has not been."""

    read_at = forms.DateTimeField(
        widget=forms.HiddenInput, label="", initial=lambda: timezone.now().isoformat()
    )


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    list_display = ["title", "content_type", "standing", "author", "submitted_at", "decided_by"]
    list_filter = [TurnFilter, ("state", OccurringFilter), ("door", OccurringFilter), KindFilter]
    list_select_related = ["author", "decided_by", "content_type"]
    search_fields = ["title", "reason", "author__username"]
    date_hierarchy = "made_at"
    list_per_page = 50
    actions = ["approve_selected"]
    action_form = ReadAtForm

    def get_queryset(self, request):
        """What nobody submitted is its author's own; a reporter sees their own proposals only."""
        found = super().get_queryset(request)
        own = Q(author=request.user)
        if rules.is_only_reporter(request.user):
            return found.filter(own)
        is_draft = Q(state=Proposal.State.DRAFT) | Q(submitted_at=None)
        return found.filter(own | ~is_draft)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, proposal):
        return proposal.state_told

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_actions(self, request):
        found = super().get_actions(request)
        if not rules.may(request.user, rules.REVIEW, Proposal):
            found.pop("approve_selected", None)
        return found

    @admin.action(description=_("Approve and publish the selected proposals"))
    def approve_selected(self, request, queryset):
        done, read_at = [], ReadAtForm.base_fields["read_at"].clean(request.POST.get("read_at"))
        for proposal in queryset:
            try:
                if proposal.submitted_at and proposal.submitted_at > read_at:
                    raise ValidationError(_("It was submitted after you opened the list: read it."))
                actions.approve(proposal, by=request.user, version=proposal.version)
                proposal.refresh_from_db()
                done.append(proposal)
            except (PermissionDenied, ValidationError) as error:
                self.message_user(request, f"{proposal}: {_words(error)}", messages.ERROR)
        if done:
            count = len(done)
            said = ngettext("%(count)d proposal applied.", "%(count)d proposals applied.", count)
            told = with_pages(said % {"count": count}, done)
            self.message_user(request, told, messages.SUCCESS)

    @method_decorator(kept_forms.keeps_entries)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        queryset = self.get_queryset(request).select_related("author", "decided_by", "content_type")
        proposal = get_object_or_404(queryset, pk=key(object_id))
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        code = request.POST.get("act", "")
        back = proposal.get_absolute_url()
        return ACTS.answer(request, proposal, code, back=back, page=self._page)

    def _page(self, request, proposal: Proposal, offer: Offer, status: int):
        for refusal in (form.errors for _act, form in offer if form.errors):
            said = " ".join(str(one) for errors in refusal.values() for one in errors)
            self.message_user(request, said, messages.ERROR)
        sheets = reviewing.sheets(proposal, typed=request.POST)
        count = proposal.changes.count()
        is_author = proposal.author == request.user
        may_review = actions.may_review(proposal, request.user)
        context = {
            "opts": self.opts,
            "title": proposal.title,
            "acts": {act.code: act for act, _form in offer},
            "proposal": proposal,
            "original": proposal,
            "sheets": sheets,
            "not_shown": count - len(sheets),
            "has_conflicts": any(sheet.conflicts for sheet in sheets),
            "is_author": is_author,
            "may_review": proposal.state == Proposal.State.SUBMITTED and may_review,
            "may_undo": proposal.can_be_undone and (is_author or may_review),
            "edit_address": self._edit_address(proposal) if is_author else "",
            "preview_address": self._preview_address(request, proposal),
            "public_address": previews.published_page(proposal),
            "steps": list(proposal.steps.select_related("by")),
            "findings": self._findings(proposal, is_author),
            "exception_reason": request.POST.get("exception_reason", proposal.exception_reason),
            "reason": request.POST.get("reason", ""),
        }
        return page_of(request, "publishing/proposal.html", context, status)

    def _findings(self, proposal: Proposal, is_author: bool) -> list[str]:
        """What the gate found: as it was kept, or for who may still mend it, as it is now."""
        if is_author and proposal.is_open and proposal.state != Proposal.State.SUBMITTED:
            changes = proposal.changes.select_related("content_type")
            return [str(one) for one in searching.in_changes(changes)]
        return searching.sentences_of(proposal.findings)

    def _preview_address(self, request, proposal: Proposal) -> str:
        """Where others may look at the public page as it would be; blank where nobody may."""
        model: Any = proposal.content_type.model_class()
        if not proposal.is_open or proposal.findings or not previews.has_public_page(model):
            return ""
        address = reverse("preview", args=[previews.token_for(proposal)])
        return request.build_absolute_uri(address)

    def _edit_address(self, proposal: Proposal) -> str:
        """Where the author goes on working on an open proposal that was made in a form."""
        if not proposal.is_open or proposal.door not in EDITABLE_DOORS:
            return ""
        number, model = proposal.object_id, proposal.content_type
        if number is None:
            main = proposal.changes.filter(act=Change.Act.ADD, content_type=model).first()
            number = provisional_number(main) if main else None
        if number is None:
            return ""
        page = reverse(f"admin:{model.app_label}_{model.model}_change", args=[number])
        return f"{page}?proposal={proposal.pk}"


def _words(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
