"""What the desk's pages of nominations share: who is let in, and what stands around them."""

from __future__ import annotations

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from colleges.models import College
from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_pages import page_of

from ..models import Grant, Round
from .checks import proposes
from .places import Places


def of_desk(view):
    """A page of the desk for those who may see nominations at all."""

    @wraps(view)
    def page(request, **rest):
        if not rules.may(request.user, rules.VIEW, Grant):
            raise PermissionDenied
        return view(request, **rest)

    return admin.site.admin_view(page)


def of_round(view):
    """A page about a round with all its colleges, for the bureau."""

    @wraps(view)
    def page(request, number, **rest):
        if rules.is_only_reporter(request.user):
            raise Http404
        return view(request, round_or_404(number), **rest)

    return of_desk(page)


def of_college(view):
    """A page about one college in a round, for the bureau and the college's own reporter."""

    @wraps(view)
    def page(request, number, code, **rest):
        round_ = round_or_404(number)
        college = get_object_or_404(College, code=code)
        if not rules.may(request.user, rules.VIEW, Grant(round=round_, college=college)):
            raise Http404
        return view(request, round_, college, **rest)

    return of_desk(page)


def of_grant(view):
    """A page about one nomination, for those who may see it; others learn nothing of it."""

    @wraps(view)
    def page(request, number, **rest):
        visible = rules.visible_to(request.user, Grant.objects.all())
        grants = visible.select_related("round__kind", "college", "specialty", "nominated_by")
        found = get_object_or_404(grants, pk=number)
        if not rules.may(request.user, rules.VIEW, found):
            raise Http404
        return view(request, found, **rest)

    return of_desk(page)


def round_or_404(number: int) -> Round:
    return get_object_or_404(Round.objects.select_related("kind"), pk=number)


def may_nominate(user, round_: Round, college: College, has: Places) -> bool:
    """Whether somebody may add to a college's nominations now."""
    grant = Grant(round=round_, college=college)
    if not round_.is_gathering or not rules.may(user, rules.ADD, grant) or has.left == 0:
        return False
    return not proposes(user, grant) or (has.quota is not None and not has.quota.is_due)


def may_look(user, round_: Round) -> bool:
    """Whether somebody accepts and returns what the colleges of a round propose."""
    return round_.is_gathering and rules.may(user, rules.CHANGE, Grant)


def desk_page(request, name: str, context: dict, status: int = 200):
    """A page about nominations, with what all of them know."""
    shared = {"opts": Grant._meta, "is_of_bureau": not rules.is_only_reporter(request.user)}
    return page_of(request, f"awards/desk_{name}.html", {**shared, **context}, status)
