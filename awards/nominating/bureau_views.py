"""The rounds that gather nominations, and the colleges that are invited to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from colleges.models import College
from qingdao_techedu.accounts import rules
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.ui.desk_pages import is_sent

from ..models import Grant, Quota, Round
from . import actions
from .forms import InvitationForm
from .pages import desk_page, of_desk, of_round
from .places import Places, places_by_round, places_in

COLLEGES_A_PAGE = 100


@of_desk
@require_safe
def nomination_list(request):
    """The rounds a reporter's college is invited to; for the bureau the rounds with all of them."""
    context: dict[str, Any] = {"title": _("Nominations")}
    if rules.is_only_reporter(request.user):
        context["places"] = places_by_round(rules.college_of(request.user))
    else:
        context["rounds"] = _rounds()
    return desk_page(request, "nominations", context)


def _rounds() -> list[dict[str, Any]]:
    """Rounds that gather nominations or did, each with its sums, in three queries.

    A round of the past whose recipients are not known gathers nobody.
    """
    with_quota = Q(Exists(Quota.objects.filter(round=OuterRef("pk"))))
    with_grants = Q(Exists(Grant.objects.written().filter(round=OuterRef("pk"))))
    gathering = Q(publicity_from=None, conferred_at=None, conferred_on="")
    rounds = Round.objects.filter(with_quota | with_grants | gathering).select_related("kind")
    quotas = {
        one["round"]: one
        for one in Quota.objects.order_by()
        .values("round")
        .annotate(colleges=Count("pk"), places=Sum("places"))
    }
    counts: dict[int, dict[str, int]] = {}
    in_play = Grant.objects.in_play().filter(round__in=rounds.order_by().values("pk"))
    for number, status, count in (
        in_play.order_by().values_list("round", "status").annotate(Count("pk"))
    ):
        counts.setdefault(number, {})[status] = count
    return [
        {
            "round": one,
            "quotas": quotas.get(one.pk),
            "places": Places(None, counts.get(one.pk, {})),
        }
        for one in rounds.order_by("-year", "kind__order")
    ]


@of_round
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def round_nominations(request, round_):
    """The colleges of a round with their places; inviting more."""
    may_invite = round_.is_gathering and rules.may(request.user, rules.ADD, Quota)
    form = InvitationForm(request.POST or None, round_=round_, by=request.user)
    if request.method == "POST":
        if not may_invite:
            raise PermissionDenied(_("Colleges are invited while the round gathers nominations."))
        if is_sent(request) and form.is_valid() and _invited(request, round_, form):
            return redirect("round_nominations", round_.pk)
    has = places_in(round_)
    page = Paginator(College.objects.filter(pk__in=has), COLLEGES_A_PAGE).get_page(
        request.GET.get("page")
    )
    quotas = [one.quota for one in has.values() if one.quota]
    context = {
        "title": _("Nominations: %(round)s") % {"round": round_},
        "round": round_,
        "page": page,
        "rows": [(college, has[college.pk]) for college in page],
        "total": Places(None, _summed(has)),
        "place_count": sum(quota.places for quota in quotas),
        "invited_count": len(quotas),
        "form": form if may_invite else None,
        "not_invited_count": form.offered.count() if may_invite else 0,
        "may_add": round_.is_gathering and rules.may(request.user, rules.CHANGE, Grant),
        "life": "admin:awards_round_life",
    }
    return desk_page(request, "round_nominations", context, status=422 if form.errors else 200)


def _summed(has: dict[int, Places]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for one in has.values():
        for status, count in one.counts.items():
            sums[status] = sums.get(status, 0) + count
    return sums


def _invited(request, round_: Round, form: InvitationForm) -> bool:
    given = form.cleaned_data
    try:
        made = actions.invite(
            round_, form.chosen, places=given["places"], due_on=given["due_on"], by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    text = ngettext("%(count)d college was invited.", "%(count)d colleges were invited.", len(made))
    messages.success(request, text % {"count": len(made)})
    return True
