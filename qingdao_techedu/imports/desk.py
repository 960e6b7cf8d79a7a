"""The desk's pages of imports: the tables, their templates, the dry run, and going on."""

from __future__ import annotations

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qingdao_techedu.log.actions import note
from qingdao_techedu.log.models import Entry
from qingdao_techedu.publishing import actions, reviewing
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.publishing.models import Change, Door, Proposal, Publication
from qingdao_techedu.ui.bodies import takes
from qingdao_techedu.ui.desk_pages import is_sent, page_of

from . import limits, present, templates
from .checking import check
from .declaring import ImportTable, registered
from .files import MAX_ROWS, content_of, read
from .forms import SpreadsheetForm
from .problems import FileRefused
from .proposing import dry_run, go_on
from .rights import may_import, tables_of


class UploadForm(SpreadsheetForm):
    """A spreadsheet, and what the reviewer should know of it."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What the reviewer should know; where it is written."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )


def of_table(view):
    """A page of the desk about one table, only for those who may import it."""

    @wraps(view)
    def page(request, table, **rest):
        try:
            found = registered()[table]
        except KeyError:
            raise Http404 from None
        if not may_import(request.user, found):
            raise PermissionDenied
        return view(request, found, **rest)

    return admin.site.admin_view(page)


@admin.site.admin_view
@require_safe
def import_list(request):
    """The tables that the user may import, each with its templates."""
    tables = tables_of(request.user)
    if not tables:
        raise PermissionDenied
    return page_of(
        request, "imports/import_list.html", {"title": _("Import a spreadsheet"), "tables": tables}
    )


@takes(limits.REQUEST)
@of_table
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request, table):
    """The form for a file; a file that was sent is checked and rehearsed, nothing is written."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context = {"table": table, "form": form, "title": _title(table)}
    if is_sent(request) and form.is_valid():
        try:
            return _rehearsed(request, table, form.cleaned_data, context)
        except (FileRefused, PermissionDenied) as refusal:
            form.add_error("file", str(refusal))
        except IntegrityError:
            form.add_error("file", _("The database refuses: two rows contradict each other."))
    context["parts"] = _parts(table)
    context["columns"] = list(templates.described(table))
    context["headings"] = templates.headings()
    return page_of(request, "imports/import_table.html", context)


@of_table
@require_http_methods(["GET", "HEAD", "POST"])
def import_draft(request, table, number):
    """What a file would change, record by record, and the decision to go on."""
    drafts = Proposal.objects.filter(author=request.user, door=Door.IMPORT)
    proposal = get_object_or_404(drafts, pk=number, state=Proposal.State.DRAFT)
    if request.method == "POST":
        return _decided(request, table, proposal)
    return _shown(request, table, proposal)


@of_table
@require_safe
def import_template(request, table, suffix):
    """The template: empty, or filled with one part of what is there today (``?filled=1``)."""
    part = request.GET.get("filled", "")
    rows = list(present.rows(table, _records(table, part))) if part else []
    response = templates.answered(table, suffix, f"{table.name}-{part or 'template'}", rows)
    if part:
        note(
            Entry.Kind.EXPORT,
            who=request.user.get_username(),
            subject=table.name,
            records=len(rows),
        )
    return response


def _rehearsed(request, table: ImportTable, given: dict, context: dict):
    """The faults of a file, or the page of what it would change."""
    file = given["file"]
    sheet = read(content_of(file))
    checked = check(table, sheet)
    if checked.problems:
        told = {"problems": checked.problems, "file_name": file.name}
        told |= {"read_as": sheet.read_as, "notes": checked.notes}
        return page_of(request, "imports/import_faults.html", {**context, **told}, status=422)
    done = dry_run(checked, by=request.user, file_name=file.name, reason=given["why"].strip())
    said = _(
        "Read “%(name)s” as %(read_as)s: %(created)d to be made, %(changed)d to be changed, "
        "%(unchanged)d as they are already. Nothing has been written yet."
    )
    counts = vars(done.outcome)
    for sentence in checked.notes:
        messages.warning(request, sentence)
    messages.info(request, said % {"name": file.name, "read_as": sheet.read_as, **counts})
    if done.proposal is None:
        return redirect("import_table", table.name)
    return redirect("import_draft", table.name, done.proposal.pk)


def _decided(request, table: ImportTable, proposal: Proposal):
    if request.POST.get("act") == "drop":
        actions.drop(proposal, by=request.user)
        return redirect("import_table", table.name)
    drafts = _drafts_told(proposal)
    try:
        is_done = go_on(proposal, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _shown(request, table, proposal, status=409)
    if is_done:
        said = _("Imported: every record with its history.")
        back = redirect("import_table", table.name)
    else:
        said = _("Submitted for review: the public sees it once a second person agrees.")
        back = redirect(proposal)
    messages.success(request, said)
    if drafts:
        messages.warning(request, drafts)
    return back


def _drafts_told(proposal: Proposal) -> str:
    """That new records stay drafts, which agreeing to the import does not publish."""
    added = proposal.changes.filter(act=Change.Act.ADD, after__publication=Publication.DRAFT)
    if not (count := added.count()):
        return ""
    told = ngettext(
        "%(count)d new record stays a draft: visitors see it once it is submitted for publication "
        "and a second person agrees.",
        "%(count)d new records stay drafts: visitors see them once they are submitted for "
        "publication and a second person agrees.",
        count,
    )
    return told % {"count": count}


def _shown(request, table: ImportTable, proposal: Proposal, status: int = 200):
    sheets = reviewing.sheets(proposal)
    acts = list(proposal.changes.values_list("act", flat=True))
    context = {
        "table": table,
        "title": _title(table),
        "proposal": proposal,
        "sheets": sheets,
        "created": acts.count(Change.Act.ADD),
        "changed": acts.count(Change.Act.CHANGE),
        "drafts": _drafts_told(proposal),
        "not_shown": len(acts) - len(sheets),
        "has_conflicts": any(sheet.conflicts for sheet in sheets),
    }
    return page_of(request, "imports/import_draft.html", context, status=status)


def _records(table: ImportTable, part: str):
    """The records of one part, no more than may come back in one file."""
    if part not in map(str, _parts(table)):
        raise Http404
    start = (int(part) - 1) * MAX_ROWS
    return table.model._default_manager.order_by("pk")[start : start + MAX_ROWS]


def _parts(table: ImportTable) -> range:
    """The numbers of the files that hold today's records."""
    count = table.model._default_manager.count()
    return range(1, max(1, -(-count // MAX_ROWS)) + 1)


def _title(table: ImportTable) -> str:
    return _("Import: %(table)s") % {"table": table.title}
