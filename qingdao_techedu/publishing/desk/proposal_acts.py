"""What is done with a proposal on its page: decided by a reviewer, or worked on by its author."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.acts.acting import Act, Acts
from qingdao_techedu.normalization.typed import key, visible

from .. import actions, previews
from ..models import Proposal


class VisibleText(forms.CharField):
    """Words less all that nobody sees; the act itself says where some are missing."""

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return super().to_python(visible(value or ""))


class ApprovalForm(forms.Form):
    """Which version was read, and whether its exception is agreed to."""

    version = forms.CharField(required=False)
    agrees = forms.BooleanField(required=False)

    def clean_version(self) -> int:
        return key(self.cleaned_data["version"])


class ReturnForm(forms.Form):
    """Why it is returned, in general and field by field."""

    reason = VisibleText()

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "remarks": remarks_in(self.data)}


class SubmitForm(forms.Form):
    exception_reason = VisibleText()


def remarks_in(posted) -> dict[int, dict[str, str]]:
    """The remarks on fields, by the order of the change and the name of the field."""
    found: dict[int, dict[str, str]] = {}
    for label, text in posted.items():
        prefix, _dash, rest = label.partition("-")
        order, _dash, name = rest.partition("-")
        is_order = order == str(key(order))
        if prefix == "remark" and is_order and (remark := visible(text).strip()):
            found.setdefault(key(order), {})[visible(name)] = remark[:500]
    return found


def with_pages(said: str, proposals: list[Proposal]):
    """What is said, with the ways to the pages on which visitors see it now."""
    pages = [(previews.published_page(one), one) for one in proposals]
    told = _("See the public page: %(page)s")
    shown = ((page, told % {"page": one}) for page, one in pages if page)
    links = format_html_join("", ' <a href="{}">{}</a>', shown)
    return format_html("{}{}", said, links)


def _done(proposal: Proposal):
    proposal.refresh_from_db()
    done = _("Done: the proposal is now “%(state)s”.") % {"state": proposal.state_told}
    return with_pages(done, [proposal])


def _asked(_proposal: Proposal, _user) -> bool:
    """Always: an act says by itself who may do it, and in which states."""
    return True


def _approve(proposal: Proposal, *, by, version: int, agrees: bool) -> None:
    actions.approve(proposal, by=by, version=version, agrees_to_exception=agrees)


def _submit(proposal: Proposal, *, by, exception_reason: str) -> None:
    actions.submit(proposal, by=by, exception=exception_reason)


ACTS = Acts(
    Act("approve", _("Approve and publish"), "", _done, _asked, _approve, ApprovalForm),
    Act(
        "return",
        _("Return with the reason"),
        "",
        _done,
        _asked,
        actions.return_with_reason,
        ReturnForm,
    ),
    Act("submit", _("Submit for review"), "", _done, _asked, _submit, SubmitForm),
    Act("take_back", _("Take back to draft"), "", _done, _asked, actions.take_back),
    Act("drop", _("Give it up"), "", _done, _asked, actions.drop),
    Act("undo", _("Undo"), "", _done, _asked, actions.undo),
    misfit=_("Choose what to do with the proposal."),
)
