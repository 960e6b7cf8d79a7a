"""Where a record comes from and how far it has been checked."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.bilingual import Bilingual


class Provenance(models.TextChoices):
    """Where a record comes from; shown beside it wherever it appears."""

    OFFICIAL = "official", _("Official")
    PRESS = "press", _("Press")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    SAMPLE = "sample", _("Sample data")

    @property
    def provenance(self) -> str:
        """A provenance is shown as a record that has it would show it."""
        return self.value

    @property
    def get_provenance_display(self) -> str:
        return str(self.label)

    @property
    def explanation(self) -> str:
        """What it tells the reader of a record."""
        return str(EXPLANATIONS[self])


EXPLANATIONS = {
    Provenance.OFFICIAL: _("From an official publication, a yearbook or the bureau itself."),
    Provenance.PRESS: _(
        "From a newspaper, a news service or a college's own account; the source is named."
    ),
    Provenance.UNCONFIRMED: _("General knowledge that the bureau has yet to confirm."),
    Provenance.SAMPLE: _(
        "Made by a generator so that the portal can be tried; it describes nobody and nothing real."
    ),
}


class Verification(models.TextChoices):
    """How far a fact has been checked, as the collection of facts states it."""

    VERIFIED = "verified", _("read in the original")
    SECONDARY = "verified-secondary", _("read in a reprint")
    DERIVED = "derived", _("computed from verified figures")
    CORROBORATED = "corroborated", _("several mentions agree")
    NAME_SEEN = "name-seen", _("only the name has been seen")
    UNCONFIRMED = "unconfirmed", _("awaits the bureau's confirmation")


class ProvenancedQuerySet(models.QuerySet):
    """Questions about where records come from."""

    def sample(self):
        """Records that the sample generator made."""
        return self.filter(provenance=Provenance.SAMPLE)

    def factual(self):
        """Records that are not sample data."""
        return self.exclude(provenance=Provenance.SAMPLE)


class Provenanced(models.Model):
    """A record that says where it comes from.

    ``note_*`` tells the reader what is still open about it.
    """

    provenance = models.CharField(
        _("provenance"),
        max_length=12,
        choices=Provenance,
        default=Provenance.UNCONFIRMED,
        db_index=True,
        help_text=_("Shown to the public beside the record."),
    )
    verification = models.CharField(
        _("verification"),
        max_length=20,
        choices=Verification,
        blank=True,
        help_text=_("How far the fact has been checked. Blank for sample data."),
    )
    note_zh = models.TextField(
        _("note (Chinese)"), blank=True, help_text=_("What is open or unusual about this record.")
    )
    note_en = models.TextField(_("note (English)"), blank=True)
    citations = GenericRelation("facts.Citation", verbose_name=_("citations"))

    note = Bilingual()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_sample_is_not_verified",
                condition=~models.Q(provenance="sample") | models.Q(verification=""),
                violation_error_message=_("Sample data cannot carry a verification."),
            )
        ]
