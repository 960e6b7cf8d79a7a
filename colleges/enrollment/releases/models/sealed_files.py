"""The files that go with the canonical one of a release that is put out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...figures.models import Release


class SealedFile(models.Model):
    """A file of what is published of a release; the database keeps it so while it is put out."""

    class Suffix(models.TextChoices):
        SUMS = "outcomes.csv", _("CSV of graduate outcomes")
        GROUPS = "groups.csv", _("CSV of the groups that are told together")
        GZIP = "csv.gz", _("CSV, compressed")
        ZIP = "zip", _("Package: CSV, dictionary and notes")
        PARQUET = "parquet", "Parquet"

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="sealed_files", verbose_name=_("release")
    )
    suffix = models.CharField(_("format"), max_length=20, choices=Suffix)
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("sealed file")
        verbose_name_plural = _("sealed files")
        ordering = ["release", "suffix"]
        constraints = [
            models.UniqueConstraint(fields=["release", "suffix"], name="enrollment_sealedfile_once")
        ]

    def __str__(self) -> str:
        return self.name
