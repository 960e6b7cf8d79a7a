"""Looked at, then taken: what a file says is shown, and held in the page until somebody agrees.

It is signed, so that only what was shown comes back, to the place where it was shown, within a day.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.utils.translation import gettext as _

from .files import content_of
from .forms import SpreadsheetForm
from .problems import FileRefused

SALT = "imports.looking"
A_DAY = 24 * 60 * 60
REST_OF_FORM = 10_000  # bytes beside what is held


def looked_at(request, read: Callable[[bytes], Any]) -> tuple[dict[str, Any], Any, int]:
    """The context of the page, what ``read`` made of the file, and the status of the answer.

    There is no file where none was sent or something is wrong with it: the context says what.
    """
    if request.method != "POST":
        return {"form": SpreadsheetForm()}, None, 200
    form = SpreadsheetForm(request.POST, request.FILES)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return context, None, 422
    given = form.cleaned_data["file"]
    try:
        file = read(content_of(given))
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return context, None, 422
    context |= {"file_name": given.name, "read_as": file.read_as, "notes": file.notes}
    if file.problems:
        return {**context, "problems": file.problems}, None, 422
    return context, file, 200


def put_into_page(context: dict[str, Any], place: str, what: Any) -> int:
    """Put what was shown at ``place`` into the page; the status of the answer."""
    signed = signing.dumps([place, context["file_name"], what], salt=SALT, compress=True)
    if len(signed) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE - REST_OF_FORM:
        text = _("The file holds too much text. Divide it into several files.")
        context["form"].add_error("file", text)
        return 422
    context["taken"] = signed
    return 200


def taken(request, place: str) -> tuple[str, Any] | None:
    """The name of the file and what was held at ``place``; None, with a message, for all else."""
    try:
        where, name, what = signing.loads(request.POST["taken"], salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        where = None
    if where != place:
        messages.error(request, _("That was not sent from here, or too long ago: send it again."))
        return None
    return name, what
