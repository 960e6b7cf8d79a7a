"""The desk's pages of imports: the tables, their templates, the dry run, and going on."""

from __future__ import annotations

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import present, spreadsheets
from .applying import apply
from .checking import Checked, check
from .declaring import ImportTable, registered
from .files import MOST_ROWS, read
from .held import held, hold, let_go
from .problems import FileRefused
from .rehearsing import rehearse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8; header=present", "xlsx": XLSX}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, up to 5 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


def may_import(user, table: ImportTable) -> bool:
    """Whether ``user`` may make and change every kind of record that the table brings."""
    options = table.model._meta
    acts = all(
        user.has_perm(f"{options.app_label}.{act}_{options.model_name}")
        for act in ("add", "change")
    )
    return acts and (table.before is None or may_import(user, table.before))


def of_table(view):
    """Give a page of the desk its table, and only to those who may import it."""

    @wraps(view)
    def page(request, table, **kwargs):
        try:
            found = registered()[table]
        except KeyError:
            raise Http404 from None
        if not may_import(request.user, found):
            raise PermissionDenied
        return view(request, found, **kwargs)

    return page


@admin.site.admin_view
@require_safe
def import_list(request):
    """The tables that the user may import, each with its templates."""
    tables = [table for table in registered().values() if may_import(request.user, table)]
    if not tables:
        raise PermissionDenied
    return _page(request, "import_list", {"title": _("Import a spreadsheet"), "tables": tables})


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
@of_table
def import_table(request, table):
    """The form for a file, and the dry run of the file that was sent."""
    form = UploadForm(request.POST or None, request.FILES or None)
    context = {"table": table, "form": form, "title": _("Import: %s") % table.title}
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            checked, read_as = _checked(table, file.read())
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return _dry_run(request, table, checked, {**context, "read_as": read_as}, file)
    context["parts"] = _parts(table)
    context["columns"] = spreadsheets.described(table)
    context["headings"] = spreadsheets.headings()
    return _page(request, "import_table", context)


@admin.site.admin_view
@require_POST
@of_table
@transaction.atomic
def import_go_on(request, table):
    """Import the file whose dry run was read, if it would still do the same."""
    file = held(request.session, table.name)
    if file is None:
        messages.warning(request, _("The file is no longer here. Send it again."))
        return redirect("import_table", table=table.name)
    name, data = file
    checked, read_as = _checked(table, data)
    rehearsal = None if checked.problems else rehearse(checked)
    if rehearsal is None or rehearsal.mark != request.POST.get("mark"):
        messages.warning(
            request, _("Somebody has changed these records meanwhile. Read the differences again.")
        )
        context = {"table": table, "title": _("Import: %s") % table.title, "read_as": read_as}
        shown = {"checked": checked, "rehearsal": rehearsal, "file_name": name}
        return _page(request, "import_dry_run", {**context, **shown})
    outcome = apply(checked)
    let_go(request.session)
    messages.success(
        request,
        _("Imported: %(created)d created, %(changed)d changed, %(unchanged)d unchanged.")
        % {
            "created": outcome.created,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
        },
    )
    return redirect("import_table", table=table.name)


@admin.site.admin_view
@require_safe
@of_table
def import_template(request, table, suffix):
    """The template: empty, or filled with one part of what is there today (``?filled=1``)."""
    if suffix not in TYPES:
        raise Http404
    part = request.GET.get("filled", "")
    name = f"{table.name}-{part or 'template'}.{suffix}"
    rows = present.rows(table, _records(table, part)) if part else iter(())
    if suffix == "xlsx":
        content = spreadsheets.as_xlsx(table, rows)
    else:
        content = b"".join(spreadsheets.as_csv(table, rows))
    response = HttpResponse(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _records(table: ImportTable, part: str):
    """The records of one part, no more than may come back in one file."""
    if part not in map(str, _parts(table)):
        raise Http404
    start = (int(part) - 1) * MOST_ROWS
    return table.model._default_manager.order_by("pk")[start : start + MOST_ROWS]


def _parts(table: ImportTable) -> range:
    """The numbers of the files that hold today's records."""
    count = table.model._default_manager.count()
    return range(1, max(1, -(-count // MOST_ROWS)) + 1)


def _checked(table: ImportTable, data: bytes) -> tuple[Checked, str]:
    sheet = read(data)
    return check(table, sheet), sheet.read_as


def _dry_run(request, table, checked, context, file):
    """What the file would do, or what is wrong with it; nothing is written."""
    rehearsal = None if checked.problems else rehearse(checked)
    if rehearsal and rehearsal.outcome.touched:
        file.seek(0)
        hold(request.session, table.name, file.name, file.read())
    shown = {"checked": checked, "rehearsal": rehearsal, "file_name": file.name}
    return _page(request, "import_dry_run", {**context, **shown})


def _page(request, name: str, context: dict):
    desk = admin.site.each_context(request)
    return render(request, f"imports/{name}.html", {**desk, **context})
