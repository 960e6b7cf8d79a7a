"""Who said it, where, and which record it supports."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.dates.partial import PartialDateField
from qingdao_techedu.publishing.models import Recorded, public
from qingdao_techedu.records.addressing import Addressed
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.bilingual import Bilingual


class SourceKind(models.TextChoices):
    """What sort of publication a source is."""

    OFFICIAL = "official", _("Official publication")
    PRESS = "press", _("Press")
    YEARBOOK = "yearbook", _("Statistical yearbook")
    COLLEGE = "college", _("College's own publication")
    SAMPLE = "sample", _("Sample generator")


class SourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, key: str):
        return self.get(key=key)

    def citable(self):
        """Sources of facts."""
        return self.exclude(kind=SourceKind.SAMPLE)

    def sample(self):
        """The source behind all sample data; it exists while any is loaded."""
        return self.filter(kind=SourceKind.SAMPLE)

    def public(self):
        """Those that a record cites which visitors see."""
        citations = Citation.objects.filter(public(Citation), source=OuterRef("pk"))
        return self.filter(Exists(citations.order_by()))


class Source(Recorded, Addressed):
    """A publication that facts are taken from."""

    address_field = "key"

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=SourceKind)
    publisher_zh = models.CharField(_("publisher (Chinese)"), max_length=200)
    publisher_en = models.CharField(_("publisher (English)"), max_length=200, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=300, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    published_on = PartialDateField(_("published on"), blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note_zh = models.TextField(_("note (Chinese)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)

    publisher = Bilingual()
    title = Bilingual()
    note = Bilingual()

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-published_on", "key"]

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.publisher), self.published_on, str(self.title)]))

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def address_words(self) -> str:
        """Who published it and when; where it is not dated, its title."""
        return f"{self.publisher_zh} {self.published_on or self.title_zh}"

    @property
    def is_public(self) -> bool:
        """Visitors see a source where it is cited."""
        return self.pk is not None and self.citations.exists()

    @property
    def provenance(self) -> str:
        """The provenance that a fact from this source carries."""
        return {
            SourceKind.OFFICIAL: Provenance.OFFICIAL,
            SourceKind.YEARBOOK: Provenance.OFFICIAL,
            SourceKind.SAMPLE: Provenance.SAMPLE,
        }.get(SourceKind(self.kind), Provenance.PRESS)


class Citation(Recorded):
    """A place in a source that supports a record."""

    whole = "record"
    choosable = {"source": "citable"}

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("kind of record"))
    object_id = models.PositiveBigIntegerField(_("record number"))
    record = GenericForeignKey()
    locator = models.CharField(
        _("place in the source"), max_length=100, blank=True, help_text=_("Paragraph, page, table.")
    )
    supports = models.CharField(
        _("supports"), max_length=200, blank=True, help_text=_("Blank: the whole record.")
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["source", "locator"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "content_type", "object_id", "locator", "supports"],
                name="facts_citation_once",
                violation_error_message=_("This place of the source is cited already."),
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.source), self.locator]))
