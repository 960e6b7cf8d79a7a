"""The desk's import of figures into an open release: a file, what it would change, going on."""

from __future__ import annotations

import io
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.imports import limits, templates
from qingdao_techedu.imports.changes import SHOWN, CellChange, summarized
from qingdao_techedu.imports.files import content_of
from qingdao_techedu.imports.forms import SpreadsheetForm
from qingdao_techedu.imports.problems import FileRefused
from qingdao_techedu.log.looking import note_look, note_taking
from qingdao_techedu.outages.reasons import reason_of
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.ui.bodies import takes
from qingdao_techedu.ui.desk_pages import is_sent, page_of

from ..figures.imports import FIGURES
from ..figures.models import Measure, Observation, Release
from ..figures.validation import written
from ..figures.writing import Figure, Key
from ..releases.canonical import collected, pieces
from .importing import CheckedFigures, check, take
from .models import FiguresFile


class FiguresForm(SpreadsheetForm):
    """A file of figures, and whether it is all there is."""

    limits_told = gettext_lazy("XLSX or CSV, up to 40 MB and 250,000 rows.")
    is_whole = forms.BooleanField(
        label=gettext_lazy("The file holds all figures of the year"),
        help_text=gettext_lazy("Figures of the release that are not in the file are removed."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


def of_release(view):
    """A page of the desk about one release, for those who may change it."""

    @wraps(view)
    def page(request, number, **rest):
        release = get_object_or_404(Release, pk=number)
        if not rules.may(request.user, rules.CHANGE, release):
            raise PermissionDenied
        return view(request, release, **rest)

    return admin.site.admin_view(page)


@takes(limits.REQUEST)
@of_release
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def figures_import(request, release):
    """The form for a file; a file that was sent is compared, and nothing is written."""
    form = FiguresForm(request.POST, request.FILES) if request.method == "POST" else FiguresForm()
    context: dict[str, Any] = {
        "form": form,
        "columns": list(templates.described(FIGURES)),
        "headings": templates.headings(),
    }
    status = 200
    if is_sent(request) and form.is_valid():
        try:
            content = content_of(form.cleaned_data["file"], limits.FIGURES)
            checked = check(content, release, is_whole=form.cleaned_data["is_whole"])
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            if not len(checked.problems):
                return _put_aside(request, release, form, checked, context)
            status = 422
            context |= {
                "problems": checked.problems,
                "file_name": form.cleaned_data["file"].name,
                "read_as": checked.read_as,
                "notes": checked.figures.notes,
            }
    context["files"] = release.files.exclude(written_at=None).select_related("sent_by")
    return _page(request, release, "desk_import", context, status)


@of_release
@require_http_methods(["GET", "HEAD", "POST"])
def figures_import_file(request, release, file):
    """What a file would change, and the decision: to write it or to drop it."""
    waiting = FiguresFile.objects.filter(release=release, sent_by=request.user, written_at=None)
    kept = get_object_or_404(waiting, pk=file)
    note_look(request.user, release)
    if request.POST.get("act") == "drop":
        _drop(waiting.filter(pk=kept.pk))
        return redirect("admin:enrollment_release_import", release.pk)
    status, checked = 200, None
    try:
        with kept.file.open("rb") as content:
            checked = check(content.read(), release, is_whole=kept.is_whole)
        if request.method == "POST":
            _write(request, release, kept, checked)
            return redirect("admin:enrollment_release_change", release.pk)
    except FileNotFoundError:
        _drop(waiting.filter(pk=kept.pk))
        messages.error(request, _("This server does not have the file any more: send it again."))
        return redirect("admin:enrollment_release_import", release.pk)
    except (FileRefused, ValidationError) as error:
        # What stands in the release now is what is agreed to next.
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        if not release.is_open:
            return redirect("admin:enrollment_release_sealing", release.pk)
        if checked is None:  # it was understood when it was sent, and is not any more
            return redirect("admin:enrollment_release_import", release.pk)
        status = 409
        kept.digest = checked.digest
        kept.save()
    done = checked.comparison
    count = len(done.new) + len(done.changed) + len(done.gone)
    changes = summarized(_changes(checked), done.unchanged, count)
    context = {"file": kept, "checked": checked, "notes": checked.figures.notes, **changes}
    return _page(request, release, "desk_import_file", context, status)


@of_release
@require_safe
def figures_template_file(request, release, suffix):
    """The template, or with ``now.csv`` the figures of the release as they are."""
    return templates.answered(FIGURES, suffix, "figures")


@of_release
@require_safe
def figures_now(request, release):
    """The figures of the release as they are, in the form in which they come back."""
    note_taking(request.user, release)
    content = io.BytesIO(b"".join(pieces(collected(release))))
    return FileResponse(content, as_attachment=True, filename=release.file_name)


def _put_aside(
    request, release: Release, form: FiguresForm, checked: CheckedFigures, context: dict
):
    """On to what the file would change; the form again where the disk does not take the file."""
    try:
        with transaction.atomic():
            kept = _kept(request, release, form.cleaned_data, checked)
    except OSError as error:
        reason = reason_of(error)
        if reason is None:
            raise
        form.add_error("file", str(reason))
        return _page(request, release, "desk_import", context, 503)
    return redirect("admin:enrollment_release_import_file", release.pk, kept.pk)


def _kept(request, release: Release, given: dict, checked: CheckedFigures) -> FiguresFile:
    """The file put aside until somebody agrees; one that was never agreed to makes way."""
    given["file"].seek(0)
    before = FiguresFile.objects.filter(release=release, sent_by=request.user, written_at=None)
    kept = FiguresFile.objects.create(
        release=release,
        name=given["file"].name[:200],
        file=ContentFile(given["file"].read(), name=f"{release.year}-v{release.version}"),
        is_whole=given["is_whole"],
        reason=given["reason"].strip(),
        digest=checked.digest,
        sent_by=request.user,
    )
    _drop(before.exclude(pk=kept.pk))
    return kept


def _drop(files) -> None:
    for one in files:
        one.file.delete(save=False)
        one.delete()


def _write(request, release: Release, kept: FiguresFile, checked: CheckedFigures) -> None:
    """Raises ``ValidationError`` where it is not what was shown any more."""
    if checked.digest != kept.digest:
        raise ValidationError(
            _("The figures of the release changed since the file was compared. Look again.")
        )
    reason = kept.reason or kept.name
    with transaction.atomic():
        done = take(checked, release, by=request.user, reason=reason, is_whole=kept.is_whole)
        kept.written_at = timezone.now()
        kept.save()
    said = _("Imported: %(new)d new, %(changed)d changed, %(gone)d removed.")
    counts = {"new": len(done.new), "changed": len(done.changed), "gone": len(done.gone)}
    messages.success(request, said % counts)


def _changes(checked: CheckedFigures) -> list[CellChange]:
    """What would change, that of standing figures before new ones; words for those shown alone."""
    done = checked.comparison
    changed: list[tuple[Key, Figure | None, Figure | None]] = [
        *((key, old, new) for key, (old, new) in done.changed.items()),
        *((key, old, None) for key, old in done.gone.items()),
        *((key, None, new) for key, new in done.new.items()),
    ]
    keys = [key for key, _old, _new in changed[:SHOWN]]
    colleges = College.objects.in_bulk({key[0] for key in keys})
    specialties = Specialty.objects.in_bulk({key[1] for key in keys})
    measures = Measure.objects.in_bulk()
    labels = {**dict(Level.choices), **dict(EntryRoute.choices), **dict(Observation.Sex.choices)}
    return [
        CellChange(
            checked.figures.lines.get(key, 0),
            " · ".join(
                (
                    str(measures[key[5]].name),
                    str(colleges[key[0]].name),
                    str(specialties[key[1]].name),
                    *(str(labels[code]) for code in key[2:5]),
                )
            ),
            written(old),
            written(new),
        )
        for key, old, new in changed[:SHOWN]
    ]


def _page(request, release: Release, name: str, context: dict, status: int = 200):
    shared = {"release": release, "title": _("Import figures"), "opts": Release._meta}
    told = {"record": release, **shared, **context}
    return page_of(request, f"enrollment/{name}.html", told, status)
