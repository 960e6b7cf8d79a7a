"""What nominations tell on the desk's home page: a college's invitations, the bureau's review."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import REPORTER
from qingdao_techedu.ui.desk_home import Waiting, Way

from ..models import Grant
from .places import places_by_round


def entries(user) -> Iterator[Waiting | Way]:
    if not rules.may(user, rules.VIEW, Grant):
        return
    if rules.holds(REPORTER)(user):
        yield from _of_college(rules.college_of(user))
    address = reverse("nomination_list")
    if rules.may(user, rules.CHANGE, Grant):
        waiting = Grant.objects.proposed().filter(round__publicity_from=None).count()
        yield Waiting(_("Nominations to look at"), waiting, address)
    yield Way(_("Nominations"), address)


def _of_college(college: int | None) -> Iterator[Waiting]:
    for has in places_by_round(college):
        quota = has.quota
        if quota is None or not quota.round.is_gathering:
            continue
        told = {"round": quota.round}
        if has.returned:
            text = _("Nominations returned to you: %(round)s") % told
            address, day = quota.get_absolute_url(), quota.due_on
            yield Waiting(text, has.returned, address, is_late=quota.is_due, due=day)
        if has.left and not quota.is_due:
            text = _("Places to nominate for: %(round)s") % told
            yield Waiting(text, has.left, quota.get_absolute_url(), due=quota.due_on)
