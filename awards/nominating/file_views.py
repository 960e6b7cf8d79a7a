"""Nominating by file: a template out, and a file in that is looked at before it is taken."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
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
from qingdao_techedu.imports.files import content_of
from qingdao_techedu.imports.forms import SpreadsheetForm
from qingdao_techedu.imports.problems import FileRefused
from qingdao_techedu.imports.templates import as_xlsx

from ..models import Grant, Round
from . import actions
from .college_views import new_grant
from .pages import may_nominate, of_college, of_round, page_of
from .places import places_of
from .workbook import NominationFile, read_nominations, table_of

SALT = "awards.nominating.file"
A_DAY = 24 * 60 * 60
ROWS_SHOWN = 500
REST_OF_FORM = 10_000  # bytes beside what is sent on
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


@of_round
@require_http_methods(["GET", "HEAD", "POST"])
def round_file(request, round_):
    """Nominations of several colleges, entered by the bureau."""
    if not (round_.is_gathering and rules.may(request.user, rules.CHANGE, Grant)):
        raise PermissionDenied(_("Nobody can be nominated in this round now."))
    return _file(request, round_, None)


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
    is_sent = request.method == "POST"
    form = SpreadsheetForm(request.POST, request.FILES) if is_sent else SpreadsheetForm()
    context: dict[str, Any] = {
        "title": _("Nominate by file"),
        "round": round_,
        "college": college,
        "form": form,
        "template": _address(round_, college, "template"),
    }
    if not (is_sent and form.is_valid()):
        return page_of(request, "nomination_file", context, status=422 if is_sent else 200)
    given = form.cleaned_data["file"]
    try:
        file = read_nominations(content_of(given), round_, college, by=request.user)
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return page_of(request, "nomination_file", context, status=422)
    if file.problems:
        context |= {"problems": file.problems, "file_name": given.name}
        context |= {"read_as": file.read_as, "notes": file.notes}
        return page_of(request, "nomination_file", context, status=422)
    looked_at = _looked_at(file, round_, college, given.name)
    if len(looked_at["taken"]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - REST_OF_FORM:
        form.add_error("file", _("The file holds too much text. Divide it into several files."))
        return page_of(request, "nomination_file", context, status=422)
    return page_of(request, "nomination_file", context | looked_at)


def _looked_at(
    file: NominationFile, round_: Round, college: College | None, name: str
) -> dict[str, Any]:
    """What would be nominated, to be agreed to; records are named in two queries."""
    grants = file.grants
    colleges = College.objects.in_bulk({grant.college_id for grant in grants})
    specialties = Specialty.objects.in_bulk({grant.specialty_id for grant in grants} - {None})
    by_college = Counter(grant.college_id for grant in grants)
    held = [[getattr(grant, field) for field in HELD] for grant in grants]
    return {
        "file_name": name,
        "notes": file.notes,
        "count": len(grants),
        "rows": [
            (line, grant, colleges[grant.college_id], specialties.get(grant.specialty_id))
            for line, grant in zip(file.lines[:ROWS_SHOWN], grants, strict=False)
        ],
        "unshown_count": max(0, len(grants) - ROWS_SHOWN),
        "by_college": [(colleges[key], count) for key, count in by_college.items()],
        "taken": signing.dumps(
            [round_.pk, college and college.pk, name, held], salt=SALT, compress=True
        ),
    }


def _taken(request, round_: Round, college: College | None):
    here = _address(round_, college, "file")
    try:
        number, of_college, name, rows = signing.loads(
            request.POST["taken"], salt=SALT, max_age=A_DAY
        )
    except signing.BadSignature:
        number = of_college = None
    if (number, of_college) != (round_.pk, college and college.pk):
        messages.error(request, _("That was not sent from here, or too long ago: send it again."))
        return redirect(here)
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
