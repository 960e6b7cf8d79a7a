"""Filling in a return part by part: the form of one specialty, saved as it goes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colleges.models import Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.ui.desk_pages import is_restored

from . import actions
from .checks import findings
from .lines import ReturnLine, ReturnPart, ReturnSheet, sheet_of
from .pages import desk_page, of_return
from .part_form import LineForm, PartForm, SpecialtyForm, name_of, written


@of_return
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def return_part(request, found, slug):
    """The form of one specialty; two who save it at once are told of each other."""
    specialty = get_object_or_404(Specialty, slug=slug)
    sheet = sheet_of(found)
    part = sheet.part(specialty, _added(request))
    if not part.lines:
        return _shown(request, sheet, part, None)
    if request.method != "POST":
        return _shown(request, sheet, part, PartForm(sheet, part))
    if not rules.may(request.user, rules.CHANGE, found):
        raise PermissionDenied(_("The figures of this return do not change now."))
    form = PartForm(sheet, part, request.POST)
    if not found.is_open and form.is_valid():
        form.add_error(None, _("The figures of this return do not change now."))
        return _shown(request, sheet, part, form, status=409)
    if is_restored(request) or not form.is_valid():
        return _shown(request, sheet, part, form, status=200 if form.is_valid() else 422)
    try:
        actions.save_part(
            found, specialty, form.figures, by=request.user, seen=request.POST.get("seen", "")
        )
    except actions.Overtaken as error:
        form.add_error(None, error.messages)
        return _shown(request, sheet_of(found), part, form, status=409)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _shown(request, sheet, part, form, status=422)
    messages.success(request, _("Saved: %(specialty)s.") % {"specialty": specialty.name})
    return redirect(found)


@of_return
@require_safe
def return_part_new(request, found):
    """The form of a specialty that the college has not taught so far."""
    form = SpecialtyForm(request.GET)
    if not form.is_valid():
        raise Http404
    specialty = get_object_or_404(Specialty, slug=form.cleaned_data["specialty"])
    return redirect("return_part", found.pk, specialty.slug)


def _shown(request, sheet: ReturnSheet, part: ReturnPart, form: PartForm | None, status: int = 200):
    found = sheet.annual_return
    standing = sheet.part(part.specialty)
    is_overtaken = status == 409  # whoever saves again has seen both
    context = {
        "title": part.specialty.name,
        "part": part,
        "form": form,
        "line_form": LineForm(),
        "added": _added(request),
        "sheet": sheet,
        "seen": standing.digest if is_overtaken else request.POST.get("seen", standing.digest),
        "both": _both(standing.figures, form) if is_overtaken and form else [],
        "told": [one for one in findings(sheet) if one.specialty == part.specialty],
    }
    return desk_page(request, found, "return_part", context, status=status)


def _both(standing: dict, form: PartForm) -> list[tuple[str, str, str]]:
    """The cells that another person saved and this one typed differently."""
    return [
        (str(form.fields[name_of(key)].label), written(standing.get(key)), mine)
        for key in form.part.keys
        for mine in [written(form.figures.get(key))]
        if written(standing.get(key)) != mine
    ]


def _added(request) -> ReturnLine | None:
    """The line that the address or the form adds to a part; one that is none is 404."""
    given = request.POST if request.method == "POST" else request.GET
    if "level" not in given and "entry_route" not in given:
        return None
    form = LineForm(given)
    if not form.is_valid():
        raise Http404
    return form.line
