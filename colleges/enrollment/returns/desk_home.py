"""What the returns tell on the desk's home page: a college's duty, the bureau's waiting list."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import REPORTER
from qingdao_techedu.ui.desk_home import Waiting, Way

from .models import Return
from .page import is_signed_off


def entries(user) -> Iterator[Waiting | Way]:
    if not rules.may(user, rules.VIEW, Return):
        return
    if rules.holds(REPORTER)(user):
        yield from _of_college(Return.objects.filter(college=rules.college_of(user)))
    if not rules.is_only_reporter(user):
        yield from _of_bureau(user)
    yield Way(_("Annual returns"), reverse("return_list"))


def _of_college(returns) -> Iterator[Waiting]:
    for one in returns.missing().select_related("release", "college"):
        text = _("Annual return %(year)d: %(state)s") % {
            "year": one.release.year,
            "state": one.get_state_display(),
        }
        is_late = bool(one.days_late)
        yield Waiting(text, 1, one.get_absolute_url(), is_late=is_late, due=one.due_on)
    for one in returns.to_sign_off().select_related("release"):
        if not is_signed_off(one):
            text = _("Your college's page of %(year)d to sign off") % {"year": one.release.year}
            yield Waiting(text, 1, reverse("return_page", args=[one.pk]))


def _of_bureau(user) -> Iterator[Waiting]:
    address = reverse("return_list")
    if rules.may(user, rules.REVIEW, Return):
        sent = Return.objects.sent()
        yield Waiting.of(_("Annual returns to look at"), sent, address, since="sent_at")
        late = Return.objects.late(timezone.localdate())
        yield Waiting.of(_("Annual returns that are late"), late, address, due="due_on")
