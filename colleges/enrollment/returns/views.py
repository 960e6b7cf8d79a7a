"""A return at the desk: as it stands, what is said of it, the acts, and the page to sign off."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colleges.models import Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.acts.acting import Offer
from qingdao_techedu.normalization.typed import visible
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.ui.desk_pages import is_restored

from . import actions
from .acts import ACTS
from .checks import findings
from .lines import sheet_of
from .models import Return
from .page import digest_of_page, is_signed_off, tables_of_page
from .pages import desk_page, of_return


@of_return
@require_safe
def annual_return(request, found):
    """A return as it stands: its parts, what was found, what was said, and what can be done."""
    return _shown(request, found)


@of_return
@kept_forms.keeps_entries
@require_POST
def return_act(request, found, code):
    """Do one of the acts that fit the return now."""
    return ACTS.answer(request, found, code, back=found.get_absolute_url(), page=_shown)


@of_return
@kept_forms.keeps_entries
@require_POST
def return_explain(request, found):
    """Keep the words on the warnings."""
    words = dict(zip(request.POST.getlist("warning"), request.POST.getlist("words"), strict=False))
    _require_fits(words)
    if is_restored(request):
        return _shown(request, found, words=words)
    try:
        kept = {warning: visible(text) for warning, text in words.items()}
        actions.explain(found, kept, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The explanations are kept."))
    return redirect(found)


@of_return
@require_http_methods(["GET", "HEAD", "POST"])
def return_page(request, found):
    """The college's page as the public will see it, to be signed off by its reporter."""
    if found.state != Return.State.ACCEPTED:
        messages.info(request, _("The page can be looked at once the return is accepted."))
        return redirect(found)
    if request.method == "POST":
        try:
            actions.sign_off(found, by=request.user, seen=request.POST.get("seen", ""))
        except (ValidationError, PermissionDenied) as error:
            messages.error(request, " ".join(getattr(error, "messages", None) or [str(error)]))
        else:
            messages.success(request, _("Signed off. Thank you."))
        return redirect("return_page", found.pk)
    context = {
        **tables_of_page(found),
        "seen": digest_of_page(found),
        "is_signed_off": is_signed_off(found),
        "may_sign_off": rules.answers_for(request.user, found),
        "title": _("The college's page before publication"),
    }
    return desk_page(request, found, "return_page", context)


def _shown(
    request,
    found: Return,
    offer: Offer | None = None,
    status: int = 200,
    *,
    words: dict[str, str] | None = None,
):
    sheet = sheet_of(found)
    told = [
        replace(one, explanation=(words or {}).get(one.key, one.explanation))
        for one in findings(sheet)
    ]
    context = {
        "title": _("Annual return %(year)d") % {"year": found.release.year},
        "sheet": sheet,
        "errors": [one for one in told if one.is_error],
        "warnings": [one for one in told if not one.is_error],
        "thread": found.messages.select_related("by"),
        "acts": offer or ACTS.offer(found, request.user),
        "is_signed_off": found.signed_off_at and is_signed_off(found),
        "specialties": Specialty.objects.exclude(
            pk__in=[part.specialty.pk for part in sheet.parts]
        ),
    }
    return desk_page(request, found, "return", context, status=status)


def _require_fits(words: dict[str, str]) -> None:
    """Raise ``Http404`` for what no form of ours sends."""
    if any(len(key) > 200 or len(text) > 1000 or "\x00" in text for key, text in words.items()):
        raise Http404
