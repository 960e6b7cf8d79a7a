"""What the register tells on the desk's home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Waiting, Way

from .models import College


def entries(user) -> Iterator[Waiting | Way]:
    """A reporter's way to their own college; the drafts, for those who edit."""
    colleges = reverse("admin:colleges_college_changelist")
    if rules.is_only_reporter(user):
        number = rules.college_of(user)
        if number:
            yield Way(_("My college"), reverse("admin:colleges_college_change", args=[number]))
        return
    if rules.may(user, rules.CHANGE, College):
        drafts = College.objects.filter(publication="draft").count()
        yield Waiting(_("Colleges in draft"), drafts, f"{colleges}?publication__exact=draft")
    if rules.may(user, rules.VIEW, College):
        yield Way(_("Find a college"), colleges)
    if rules.may(user, rules.ADD, College):
        yield Way(_("Add a college"), reverse("admin:colleges_college_add"))
