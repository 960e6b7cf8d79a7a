"""How often one connection may try: counted in the database, so for all workers together."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .models import Attempts

# Pairs of number and name. An employer has two full lists in it; see ``numbers`` for what a
# stranger could guess with it.
MAX_AN_HOUR = 200
KEPT = datetime.timedelta(days=1)


class Exhausted(Exception):
    """The connection has asked enough for this hour; ``left`` is how many pairs it still may."""

    def __init__(self, left: int):
        super().__init__(left)
        self.left = left


def take(sender: str, count: int) -> None:
    """Count what a connection is about to ask. Raises ``Exhausted`` and counts nothing of it.

    Once it is exhausted a try costs one reading and no writing, however many come.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    own = Attempts.objects.filter(sender=sender, hour=hour)
    used = own.values_list("count", flat=True).first()
    if used is None:
        with transaction.atomic():
            Attempts.objects.filter(hour__lt=hour - KEPT).delete()
            Attempts.objects.get_or_create(sender=sender, hour=hour)
    left = MAX_AN_HOUR - (used or 0)
    if count > left or not own.filter(count__lte=MAX_AN_HOUR - count).update(
        count=F("count") + count
    ):
        raise Exhausted(max(0, left))
