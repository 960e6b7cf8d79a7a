"""One nomination at the desk: the college amends it, the bureau looks at it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qingdao_techedu.acts.acting import Offer
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.ui.desk_pages import is_restored

from ..models import Grant
from . import actions
from .digests import digest_of
from .forms import NomineeForm
from .nomination_acts import ACTS, may_amend
from .pages import desk_page, of_grant

ENTRIES_SHOWN = 50


@of_grant
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def nomination(request, found):
    """A nomination as it stands, what was said of it, and what can be done with it now."""
    if request.method != "POST":
        return _shown(request, found)
    if not may_amend(found, request.user):
        raise PermissionDenied(_("This nomination does not change now."))
    standing = Grant.objects.select_related("round__kind", "college", "specialty").get(pk=found.pk)
    form = NomineeForm(request.POST, instance=found)
    if is_restored(request):
        return _shown(request, standing, form=form)
    status = 422
    if form.is_valid():
        try:
            actions.amend(standing, by=request.user, seen=form.cleaned_data["seen"], **form.printed)
        except ValidationError as error:
            status = 409 if isinstance(error, actions.Overtaken) else 422
            form.add_errors_of(error)
        else:
            messages.success(request, _("Changed, and sent to the bureau."))
            return redirect("nomination", found.pk)
    return _shown(request, standing, form=form, status=status)


@of_grant
@kept_forms.keeps_entries
@require_POST
def nomination_act(request, found, code):
    """Do one of the acts that fit the nomination now."""
    return ACTS.answer(request, found, code, back=found.get_nomination_url(), page=_shown)


def _shown(
    request,
    grant: Grant,
    offer: Offer | None = None,
    status: int = 200,
    *,
    form: NomineeForm | None = None,
):
    seen = digest_of(grant)
    if form is None and may_amend(grant, request.user):
        form = NomineeForm(instance=grant)
    entries = grant.history.select_related("history_user").order_by("-history_id")
    context = {
        "title": grant.name,
        "round": grant.round,
        "college": grant.college,
        "grant": grant,
        "form": form,
        "acts": offer or ACTS.offer(grant, request.user),
        "seen": seen,
        # A fault does not hide that somebody else changed it meanwhile.
        "form_seen": form.data["seen"] if form and status != 409 and "seen" in form.data else seen,
        "entries": entries[:ENTRIES_SHOWN],
    }
    return desk_page(request, "nomination", context, status=status)
