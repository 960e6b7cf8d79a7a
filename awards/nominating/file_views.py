"""Nominating by file: a template out, and a file in that is looked at before it is taken."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from colleges.models import College, Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets.formats.xlsx import MEDIA_TYPE
from qingdao_techedu.imports import limits
from qingdao_techedu.imports.looking import looked_at, put_into_page, taken
from qingdao_techedu.imports.templates import as_xlsx
from qingdao_techedu.ui.bodies import takes

from ..models import Grant, Round
from . import actions
from .college_views import new_grant
from .pages import desk_page, may_nominate, of_college, of_round
from .places import places_of
from .workbook import NominationFile, read_nominations, table_of

ROWS_SHOWN = 500
HELD = ("college_id", "name", "class_name", "specialty_id", "is_another_person")


@of_round
@require_safe
def round_template(request, round_):
    """The workbook for nominations of several colleges."""
    return _template(round_, None)


@of_college
@require_safe
def college_template(request, round_, college):
    """The workbook for one college's nominations."""
    return _template(round_, college)


def _template(round_: Round, college: College | None) -> HttpResponse:
    content = as_xlsx(table_of(round_, college))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    parts = [
        "nominations",
        str(round_.year),
        round_.kind.slug,
        *([college.code] if college else []),
    ]
    response.headers["Content-Disposition"] = f'attachment; filename="{"-".join(parts)}.xlsx"'
    return response


@takes(limits.REQUEST)
@of_round
@require_http_methods(["GET", "HEAD", "POST"])
def round_file(request, round_):
    """Nominations of several colleges, entered by the bureau."""
    if not (round_.is_gathering and rules.may(request.user, rules.CHANGE, Grant)):
        raise PermissionDenied(_("Nobody can be nominated in this round now."))
    return _file(request, round_, None)


@takes(limits.REQUEST)
@of_college
@require_http_methods(["GET", "HEAD", "POST"])
def college_file(request, round_, college):
    """One college's nominations."""
    if not may_nominate(request.user, round_, college, places_of(round_, college.pk)):
        raise PermissionDenied(_("Nobody can be nominated for this college now."))
    return _file(request, round_, college)


def _file(request, round_: Round, college: College | None):
    """A file is checked as a whole and shown; sent on, it is taken, all of it or nothing."""
    if "taken" in request.POST:
        return _taken(request, round_, college)
    context, file, status = looked_at(
        request, lambda data: read_nominations(data, round_, college, by=request.user)
    )
    context |= {
        "title": _("Nominate by file"),
        "round": round_,
        "college": college,
        "template": _address(round_, college, "template"),
    }
    if file is not None:
        context |= _shown(file)
        rows = [[getattr(grant, field) for field in HELD] for grant in file.grants]
        status = put_into_page(context, _place(round_, college), rows)
    return desk_page(request, "nomination_file", context, status=status)


def _shown(file: NominationFile) -> dict[str, Any]:
    """What would be nominated, to be agreed to; records are named in two queries."""
    grants = file.grants
    colleges = College.objects.in_bulk({grant.college_id for grant in grants})
    specialties = Specialty.objects.in_bulk({grant.specialty_id for grant in grants} - {None})
    by_college = Counter(grant.college_id for grant in grants)
    return {
        "count": len(grants),
        "rows": [
            (line, grant, colleges[grant.college_id], specialties.get(grant.specialty_id))
            for line, grant in zip(file.lines[:ROWS_SHOWN], grants, strict=False)
        ],
        "unshown_count": max(0, len(grants) - ROWS_SHOWN),
        "by_college": [(colleges[key], count) for key, count in by_college.items()],
    }


def _place(round_: Round, college: College | None) -> str:
    return f"nominations/{round_.pk}/{college.pk if college else ''}"


def _taken(request, round_: Round, college: College | None):
    here = _address(round_, college, "file")
    agreed = taken(request, _place(round_, college))
    if agreed is None:
        return redirect(here)
    name, rows = agreed
    colleges = College.objects.in_bulk({row[0] for row in rows})
    specialties = Specialty.objects.in_bulk({row[3] for row in rows} - {None})
    grants = []
    for key, name_, class_name, specialty, is_another in rows:
        if key not in colleges or specialty not in {None, *specialties}:
            messages.error(request, _("Something that the file names is gone: send it again."))
            return redirect(here)
        grant = new_grant(round_, colleges[key], request.user)
        grant.name, grant.class_name, grant.is_another_person = name_, class_name, is_another
        grant.specialty = specialties.get(specialty)
        grants.append(grant)
    try:
        count = actions.nominate_all(round_, grants, by=request.user, reason=name)
    except ValidationError as error:
        messages.error(request, _("Nothing was nominated: send the file again."))
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect(here)
    text = ngettext("%(count)d was nominated.", "%(count)d were nominated.", count)
    messages.success(request, text % {"count": count})
    if college:
        return redirect("college_nominations", round_.pk, college.code)
    return redirect("round_nominations", round_.pk)


def _address(round_: Round, college: College | None, what: str) -> str:
    if college:
        return reverse(f"college_nominations_{what}", args=[round_.pk, college.code])
    return reverse(f"round_nominations_{what}", args=[round_.pk])
