"""What the gate looks for, and how it is told of without telling it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Kind(TextChoices):
    """What a finding is of."""

    IDENTITY = "identity", gettext_lazy("resident ID number")
    CARD = "card", gettext_lazy("bank card number")
    MOBILE = "mobile", gettext_lazy("mobile number")
    BIRTH = "birth", gettext_lazy("birth date beside a name")


@dataclass(frozen=True)
class Finding:
    """Something personal in a text: its kind, the number masked, and its place in the text.

    The number itself is never kept: whoever reads a finding, or a log, learns nothing from it.
    """

    kind: Kind
    shown: str
    start: int
    end: int
    line: int = 1

    def __str__(self) -> str:
        return _("line %(line)d: %(kind)s %(shown)s") % {
            "line": self.line,
            "kind": self.kind.label,
            "shown": self.shown,
        }


def masked(digits: str) -> str:
    """Enough of a number to find it again in one's own text, too little to learn it."""
    return digits[:3] + "*" * (len(digits) - 5) + digits[-2:]
