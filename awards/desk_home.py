"""What the awards tell on the desk's home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Waiting

from .models import Objection, Round


def entries(user) -> Iterator[Waiting]:
    """Objections to answer, and rounds whose publicity is over."""
    if rules.may(user, rules.CHANGE, Objection):
        objections = reverse("admin:awards_objection_changelist")
        text = _("Objections to nominations to answer")
        found = Objection.objects.open()
        yield Waiting.of(text, found, f"{objections}?outcome__exact=", since="received_at")
    if rules.may(user, rules.REVIEW, Round):
        rounds = reverse("admin:awards_round_changelist")
        text = _("Awards to confer: their publicity is over")
        found = Round.objects.to_confer()
        yield Waiting.of(text, found, f"{rounds}?stage=closed", since="publicity_until")
