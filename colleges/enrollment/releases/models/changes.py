"""What a release changed in the version before it, told by the groups that are published.

The database itself writes it when a release is put out (``guards``). Nobody else does.
"""

from __future__ import annotations

from django.db import models

from ...figures.models import Release
from ...figures.models.published import Published
from ...figures.models.totals import to_one
from ...figures.queries import PublishedQuerySet


class Comparison(models.Model):
    """A release was compared with the newest version of its year that was sealed before it."""

    release = models.OneToOneField(
        Release,
        models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="comparison",
    )
    since = to_one(Release)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.since_id} → {self.release_id}"


class Change(Published):
    """A published figure that differs from the one of the version compared with.

    A figure is a value and a symbol, both NULL where the version has no such figure.
    """

    key = models.CharField(max_length=200)
    old_value = models.PositiveIntegerField(null=True)
    old_symbol = models.CharField(max_length=1, null=True)
    new_value = models.PositiveIntegerField(null=True)
    new_symbol = models.CharField(max_length=1, null=True)

    objects = PublishedQuerySet.as_manager()

    class Meta(Published.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["release", "measure", "table", "key"],
                name="enrollment_change_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_value} → {self.new_value}"
