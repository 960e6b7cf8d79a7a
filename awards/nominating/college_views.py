"""One college's nominations in a round: the college adds to them, the bureau accepts them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from colleges.models import College
from qingdao_techedu.accounts import rules
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.desk_pages import is_sent

from ..models import Grant, Quota, Round
from . import actions
from .checks import proposes
from .digests import digest_of_waiting
from .forms import NomineeForm, QuotaForm
from .pages import desk_page, may_look, may_nominate, of_college
from .places import Places, places_of

GRANTS_A_PAGE = 100
Status = Grant.Status
# What waits for somebody stands first, what has ended last.
ORDER = (Status.RETURNED, Status.PROPOSED, Status.NOMINATED, Status.PUBLICIZED, Status.CONFERRED)


@of_college
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def college_nominations(request, round_, college):
    """A college's nominations and places; the bureau accepts all that wait and sets the quota."""
    has = places_of(round_, college.pk)
    form = _quota_form(request, has.quota)
    if is_sent(request) and _is_done(request, round_, college, has, form):
        return redirect("college_nominations", round_.pk, college.code)
    return desk_page(
        request,
        "college_nominations",
        _context(request, round_, college, has, form),
        status=422 if is_sent(request) else 200,
    )


def _quota_form(request, quota: Quota | None) -> QuotaForm:
    data = request.POST if request.POST.get("act") == "quota" else None
    given = {"places": quota.places, "due_on": quota.due_on} if quota else None
    return QuotaForm(data, initial=given)


def _context(request, round_: Round, college: College, has: Places, form: QuotaForm) -> dict:
    user = request.user
    grants = round_.grants.filter(college=college).select_related("specialty", "nominated_by")
    rank = Case(
        *(When(status=status, then=Value(place)) for place, status in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    is_own = rules.answers_for(user, Grant(round=round_, college=college))
    may_accept = may_look(user, round_) and not is_own and has.proposed > 0
    may_set = round_.is_gathering and rules.may(user, rules.CHANGE, Quota) and not is_own
    return {
        "title": f"{college.name} · {round_}",
        "round": round_,
        "college": college,
        "has": has,
        "page": Paginator(grants.order_by(rank, "pinyin", "pk"), GRANTS_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "may_nominate": may_nominate(user, round_, college, has),
        "is_own": is_own,
        "waiting_digest": digest_of_waiting(_waiting(round_, college)) if may_accept else "",
        "quota_form": form if may_set else None,
        "may_take_back": may_set and has.quota is not None and not has.taken,
    }


def _waiting(round_: Round, college: College):
    return round_.grants.proposed().filter(college=college)


def _is_done(request, round_: Round, college: College, has: Places, form: QuotaForm) -> bool:
    """Do what a button asks for; where it is refused, say why."""
    act, by = request.POST.get("act"), request.user
    try:
        if act == "accept":
            seen = request.POST.get("seen", "")
            count = actions.accept_all(round_, college, by=by, seen=seen)
            text = ngettext("%(count)d was accepted.", "%(count)d were accepted.", count)
            messages.success(request, text % {"count": count})
            return True
        if act == "quota" and form.is_valid():
            _set_quota(round_, college, has.quota, by=by, **form.cleaned_data)
            messages.success(request, _("The quota is set."))
            return True
        if act == "take-back" and has.quota:
            actions.take_invitation_back(has.quota, by=by)
            messages.success(request, _("The college is not invited any more."))
            return True
    except ValidationError as error:
        if act == "quota":
            form.add_error(None, error)
        else:
            messages.error(request, " ".join(error.messages))
    except PermissionDenied as error:
        messages.error(request, str(error))
    return False


def _set_quota(round_: Round, college: College, quota: Quota | None, *, by, seen, **given) -> None:
    if quota is None:
        actions.invite(round_, [college], by=by, **given)
    else:
        actions.set_quota(quota, by=by, seen=seen, **given)


@of_college
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def nomination_new(request, round_, college):
    """Nominate one: the college proposes, what the bureau enters needs no acceptance."""
    has = places_of(round_, college.pk)
    if not may_nominate(request.user, round_, college, has):
        raise PermissionDenied(_("Nobody can be nominated for this college now."))
    grant = new_grant(round_, college, request.user)
    form = NomineeForm(request.POST or None, instance=grant)
    if is_sent(request) and form.is_valid():
        try:
            actions.nominate(form.instance, by=request.user)
        except ValidationError as error:
            form.add_errors_of(error)
        else:
            messages.success(request, _("%(name)s is nominated.") % {"name": grant.name})
            again = "another" in request.POST and may_nominate(
                request.user, round_, college, places_of(round_, college.pk)
            )
            name = "nomination_new" if again else "college_nominations"
            return redirect(name, round_.pk, college.code)
    context: dict[str, Any] = {
        "title": _("Nominate"),
        "round": round_,
        "college": college,
        "has": has,
        "form": form,
    }
    status = 422 if is_sent(request) and form.errors else 200
    return desk_page(request, "nomination_new", context, status=status)


def new_grant(round_: Round, college: College | None, by) -> Grant:
    """A nomination to be filled in. What the bureau itself enters is official."""
    grant = Grant(round=round_, college=college)
    grant.provenance = Provenance.UNCONFIRMED if proposes(by, grant) else Provenance.OFFICIAL
    return grant
