"""Filling in a return by file: its own workbook out, and in again, looked at before it is taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colleges.models import Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets.formats.xlsx import MEDIA_TYPE
from qingdao_techedu.imports import limits
from qingdao_techedu.imports.changes import CellChange, summarized
from qingdao_techedu.imports.looking import looked_at, put_into_page, taken
from qingdao_techedu.log.looking import note_taking
from qingdao_techedu.ui.bodies import takes

from ..figures.models import Observation
from ..figures.validation import written
from ..figures.writing import FigureChanges, compare
from . import actions
from .lines import ReturnLine, ReturnSheet, sheet_of, store_of_return
from .models import Return
from .pages import desk_page, may_fill_in, named, of_return
from .workbook import ReturnedFile, as_xlsx, read_return


@of_return
@require_safe
def return_template(request, found):
    """The workbook of this very return, with last year's figures in it."""
    if not rules.answers_for(request.user, found):
        note_taking(request.user, named(found))
    response = HttpResponse(as_xlsx(sheet_of(found)), content_type=MEDIA_TYPE)
    name = f"return-{found.release.year}-{found.college.code}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@takes(limits.REQUEST)
@of_return
@require_http_methods(["GET", "HEAD", "POST"])
def return_file(request, found):
    """A file is checked as a whole and shown; sent on, it is taken, all of it or nothing."""
    if not may_fill_in(request.user, found):
        raise PermissionDenied(_("The figures of this return do not change now."))
    if "taken" in request.POST:
        return _file_taken(request, found)
    context, file, status = looked_at(request, lambda data: read_return(data, found))
    context["title"] = _("Annual return by file")
    if file is not None:
        sheet = sheet_of(found)
        done = compare(store_of_return(found), file.figures)
        context |= {"comparison": done, **summarized(_changes(file, sheet, done), done.unchanged)}
        rows = [[*key, *figure] for key, figure in file.figures.items()]
        status = put_into_page(context, _place(found), [sheet.digest, rows])
    return desk_page(request, found, "return_file", context, status=status)


def _place(found: Return) -> str:
    return f"return/{found.pk}"


def _file_taken(request, found: Return):
    agreed = taken(request, _place(found))
    if agreed is None:
        return redirect("return_file", found.pk)
    name, (seen, rows) = agreed
    figures: Any = {tuple(key): (value, symbol) for *key, value, symbol in rows}
    try:
        actions.take_figures(found, figures, by=request.user, seen=seen, reason=name)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("return_file", found.pk)
    messages.success(request, _("The figures of the file are in the return."))
    return redirect(found)


def _changes(file: ReturnedFile, sheet: ReturnSheet, done: FigureChanges) -> list[CellChange]:
    """What a file would put into the return, and what stands there now, in words."""
    specialties = Specialty.objects.in_bulk({key[0] for key in file.figures})
    measures = {measure.pk: measure for measure in sheet.measures}
    changed = {**{key: (None, new) for key, new in done.new.items()}, **done.changed}
    return [
        CellChange(
            file.lines[key],
            " · ".join(
                (
                    str(specialties[key[0]].name),
                    ReturnLine(key[1], key[2]).label,
                    str(Observation.Sex(key[3]).label),
                    str(measures[key[4]].name),
                )
            ),
            written(old),
            written(new),
        )
        for key, (old, new) in changed.items()
    ]
