"""What the reports of errors tell on the desk's home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Waiting

from .models import Correction


def entries(user) -> Iterator[Waiting]:
    """Reports to answer, those late, and requests for more time that others made."""
    if not rules.may(user, rules.CHANGE, Correction):
        return
    reports = reverse("admin:corrections_correction_changelist")
    late, in_time = Correction.objects.late(), Correction.objects.in_time()
    yield Waiting.of(
        _("Reports of errors past their day"), late, f"{reports}?state=late", due="due_on"
    )
    yield Waiting.of(
        _("Reports of errors to answer"), in_time, f"{reports}?state=open", due="due_on"
    )
    asked = Correction.objects.open().filter(extension_approved_by=None)
    asked = asked.exclude(extension_asked_by=None).exclude(extension_asked_by=user)
    yield Waiting.of(_("Requests for more time"), asked, f"{reports}?state=open", due="due_on")
