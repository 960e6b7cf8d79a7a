"""Filling in a return by file: its own workbook out, and in again, looked at before it is taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colleges.models import Specialty
from qingdao_techedu.datasets.formats.xlsx import MEDIA_TYPE
from qingdao_techedu.imports.changes import Change, told
from qingdao_techedu.imports.files import content_of
from qingdao_techedu.imports.forms import SpreadsheetForm
from qingdao_techedu.imports.problems import FileRefused

from ..models import Observation, Return
from ..rules_of_figures import written
from ..writing import Comparison, compare, shelf_of_return
from . import actions
from .lines import Line, Sheet, sheet_of
from .pages import may_fill_in, of_return, page_of
from .workbook import ReturnedFile, as_xlsx, read_return

SALT = "colleges.enrollment.returns.file"
A_DAY = 24 * 60 * 60


@of_return
@require_safe
def return_template(request, found):
    """The workbook of this very return, with last year's figures in it."""
    response = HttpResponse(as_xlsx(sheet_of(found)), content_type=MEDIA_TYPE)
    name = f"return-{found.release.year}-{found.college.code}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@of_return
@require_http_methods(["GET", "HEAD", "POST"])
def return_file(request, found):
    """A file is checked as a whole and shown; sent on, it is taken, all of it or nothing."""
    if not may_fill_in(request.user, found):
        raise PermissionDenied(_("The figures of this return do not change now."))
    if "taken" in request.POST:
        return _file_taken(request, found)
    is_sent = request.method == "POST"
    form = SpreadsheetForm(request.POST, request.FILES) if is_sent else SpreadsheetForm()
    context: dict[str, Any] = {"form": form, "title": _("Annual return by file")}
    if not (is_sent and form.is_valid()):
        return page_of(request, found, "return_file", context, status=422 if is_sent else 200)
    given = form.cleaned_data["file"]
    try:
        file = read_return(content_of(given), found)
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return page_of(request, found, "return_file", context, status=422)
    if len(file.problems):
        context |= {"problems": file.problems, "file_name": given.name}
        context |= {"read_as": file.read_as, "notes": file.notes}
        return page_of(request, found, "return_file", context, status=422)
    sheet = sheet_of(found)
    done = compare(shelf_of_return(found), file.figures)
    held = [found.pk, given.name, sheet.digest, [[*key, *one] for key, one in file.figures.items()]]
    context |= {
        "comparison": done,
        "file_name": given.name,
        "read_as": file.read_as,
        "notes": file.notes,
        "taken": signing.dumps(held, salt=SALT, compress=True),
        **told(_changes(file, sheet, done), done.unchanged),
    }
    return page_of(request, found, "return_file", context)


def _file_taken(request, found: Return):
    try:
        number, name, seen, rows = signing.loads(request.POST["taken"], salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        number = None
    if number != found.pk:
        messages.error(request, _("That was not sent from here, or too long ago: send it again."))
        return redirect("return_file", found.pk)
    figures: Any = {tuple(key): (value, symbol) for *key, value, symbol in rows}
    try:
        actions.take_figures(found, figures, by=request.user, seen=seen, reason=name)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("return_file", found.pk)
    messages.success(request, _("The figures of the file are in the return."))
    return redirect(found)


def _changes(file: ReturnedFile, sheet: Sheet, done: Comparison) -> list[Change]:
    """What a file would put into the return, and what stands there now, in words."""
    specialties = Specialty.objects.in_bulk({key[0] for key in file.figures})
    measures = {measure.pk: measure for measure in sheet.measures}
    changed = {**{key: (None, new) for key, new in done.new.items()}, **done.changed}
    return [
        Change(
            file.lines[key],
            " · ".join(
                (
                    str(specialties[key[0]].name),
                    Line(key[1], key[2]).label,
                    str(Observation.Sex(key[3]).label),
                    str(measures[key[4]].name),
                )
            ),
            written(old),
            written(new),
        )
        for key, (old, new) in changed.items()
    ]
