"""How often what the public sees has changed."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """Raised by the triggers of every governed table, once a transaction and never by code.

    A transaction raises a counter that no other holds, so that none waits for another; there are
    as many as ever wrote at once, which is one on SQLite and seldom more on PostgreSQL. ``mark`` is
    the second of the change, each later than the one before, and chance below it: a database
    restored from a backup never repeats an edition it had before.
    """

    slot = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField()
    mark = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.slot}: {self.number}"
