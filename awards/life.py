"""The life of a grant: which states it has, and which step leads from one to the next.

Acts ask it (``acting.require_step``), and the database refuses every other step (``guards``).
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    PROPOSED = (
        "proposed",
        pgettext_lazy("nomination", "Proposed"),
    )  # by a college: it waits for the bureau
    RETURNED = "returned", _("Returned")  # to its college, with a reason
    NOMINATED = "nominated", _("Nominated")  # by the bureau, or accepted by it
    PUBLICIZED = "publicized", _("Publicized")
    CONFERRED = "conferred", _("Conferred")
    DECLINED = "declined", _("Not conferred")
    CORRECTED = "corrected", _("Corrected")
    REVOKED = "revoked", _("Revoked")


STEPS: dict[str, tuple[str, ...]] = {
    Status.PROPOSED: (Status.RETURNED, Status.NOMINATED, Status.DECLINED),
    Status.RETURNED: (Status.PROPOSED, Status.DECLINED),
    Status.NOMINATED: (Status.PUBLICIZED, Status.DECLINED),
    Status.PUBLICIZED: (Status.CONFERRED, Status.DECLINED),
    Status.CONFERRED: (Status.CORRECTED, Status.REVOKED),
}

WRITTEN = (Status.PROPOSED, Status.RETURNED, Status.NOMINATED)  # what forms may still change
IN_PLAY = (*WRITTEN, Status.PUBLICIZED)  # what takes a place of its college
STANDING = (Status.PUBLICIZED, Status.CONFERRED)
CERTIFIED = (Status.CONFERRED, Status.CORRECTED, Status.REVOKED)
ENDED = (Status.DECLINED, Status.CORRECTED, Status.REVOKED)


def leads_to(status: str, other: str) -> bool:
    """Whether there is a step from one status to the other."""
    return other in STEPS.get(status, ())
