"""What the inspection tells on the desk's home page: the way to it, since looking takes a while."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui.desk_home import Way

from .models import LinkCheck


def entries(user) -> Iterator[Way]:
    if rules.may(user, rules.VIEW, LinkCheck):
        yield Way(_("Inspection board"), reverse("inspection_board"))
