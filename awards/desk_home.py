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
        yield Waiting(text, Objection.objects.open().count(), f"{objections}?outcome__exact=")
    if rules.may(user, rules.REVIEW, Round):
        rounds = reverse("admin:awards_round_changelist")
        text = _("Awards to confer: their publicity is over")
        yield Waiting(text, Round.objects.to_confer().count(), f"{rounds}?stage=closed")
