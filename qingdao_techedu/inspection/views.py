"""The board at the desk that shows what a site inspection would fault, as it is at this moment."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_pages import page_of

from .models import LinkCheck
from .registry import inspect


@admin.site.admin_view
@require_safe
def inspection_board(request):
    """Every check, those with findings first."""
    if not rules.may(request.user, rules.VIEW, LinkCheck):
        raise PermissionDenied
    context = {"title": _("Inspection board"), "results": inspect()}
    return page_of(request, "inspection/board.html", context)
