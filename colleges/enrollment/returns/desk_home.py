"""What the returns tell on the desk's home page: a college's duty, the bureau's waiting list."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Waiting, Way

from ..models import Return


def told(user) -> Iterator[Waiting | Way]:
    if rules.is_only_reporter(user):
        yield from _of_college(rules.visible_to(user, Return.objects.all()))
    elif rules.may(user, rules.VIEW, Return):
        yield from _of_bureau(user)


def _of_college(returns) -> Iterator[Waiting | Way]:
    for one in returns.missing().select_related("release", "college"):
        text = _("Annual return %(year)d: %(state)s, due %(day)s") % {
            "year": one.release.year,
            "state": one.get_state_display(),
            "day": one.due_on.isoformat(),
        }
        yield Waiting(text, 1, one.get_absolute_url(), is_late=bool(one.days_late))
    for one in returns.to_sign_off().select_related("release"):
        text = _("Your college's page of %(year)d to sign off") % {"year": one.release.year}
        yield Waiting(text, 1, reverse("return_page", args=[one.pk]))
    yield Way(_("Annual returns"), reverse("return_list"))


def _of_bureau(user) -> Iterator[Waiting | Way]:
    address = reverse("return_list")
    if rules.may(user, rules.REVIEW, Return):
        yield Waiting(_("Annual returns to look at"), Return.objects.sent().count(), address)
        late = Return.objects.late(timezone.localdate()).count()
        yield Waiting(_("Annual returns that are late"), late, address, is_late=True)
    yield Way(_("Annual returns"), address)
