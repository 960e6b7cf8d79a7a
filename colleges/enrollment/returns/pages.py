"""What the desk's pages of a return share: who is let in, and what stands around them."""

from __future__ import annotations

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from qingdao_techedu.accounts import rules
from qingdao_techedu.log.looking import note_look
from qingdao_techedu.ui.desk_pages import page_of

from .models import Return


def of_return(view):
    """A page of the desk about one return, for those who may see it; others learn nothing of it.

    That the bureau looks at it stands in the log.
    """

    @wraps(view)
    def page(request, number, **rest):
        visible = rules.visible_to(request.user, Return.objects.all())
        found = get_object_or_404(visible.select_related("release", "college"), pk=number)
        if not rules.may(request.user, rules.VIEW, found):
            raise PermissionDenied
        if not rules.answers_for(request.user, found):  # a college reads what it wrote itself
            note_look(request.user, named(found))
        return view(request, found, **rest)

    return admin.site.admin_view(page)


def named(found: Return) -> str:
    """A return as the log names it, in every language alike."""
    return f"{found.release} {found.college.code}"


def may_fill_in(user, found: Return) -> bool:
    """Whether somebody may change figures and explanations of a return now."""
    return found.is_open and rules.may(user, rules.CHANGE, found)


def desk_page(request, found: Return, name: str, context: dict, status: int = 200):
    """A page about a return, with what all of them know."""
    is_open = may_fill_in(request.user, found)
    shared = {"annual_return": found, "may_fill_in": is_open, "opts": Return._meta}
    return page_of(request, f"enrollment/desk_{name}.html", {**shared, **context}, status)
