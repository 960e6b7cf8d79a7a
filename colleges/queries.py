"""Questions that the public asks of the register."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Case, Count, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from qingdao_techedu.naming.names import NamedQuerySet
from qingdao_techedu.publishing.models import PublishableQuerySet, public
from qingdao_techedu.records.provenance import Provenance, ProvenancedQuerySet
from qingdao_techedu.ui.bilingual import TranslationStatus

SAMPLE = Provenance.SAMPLE


class CollegeQuerySet(NamedQuerySet, ProvenancedQuerySet, PublishableQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)

    def in_operation(self):
        """Colleges that teach today."""
        return self.standing().filter(status="open")

    def matching(self, text: str):
        return super().matching(text).distinct()

    def with_kind(self):
        """Each with ``kind``, the code of the kind in force, or None where none is known."""
        spells = apps.get_model("colleges", "KindSpell").objects.filter(
            college=OuterRef("pk"), valid_until=""
        )
        return self.annotate(kind=Subquery(spells.values("kind")[:1]))

    def facts_first(self):
        """By name, those that exist before those of the sample."""
        is_sample = Case(When(provenance=SAMPLE, then=1), default=0)
        return self.order_by(is_sample, "pinyin", "pk")

    def with_specialty_count(self):
        """Each with ``specialty_count``, the specialties it offers today."""
        offerings = apps.get_model("colleges", "Offering").objects
        own = offerings.filter(college=OuterRef("pk"), valid_until="")
        return self.annotate(specialty_count=count_of(own, "specialty"))

    def bearing(self, name: str):
        """Colleges that bear or once bore exactly this name, which a machine did not make."""
        return self.filter(
            Q(name_zh=name)
            | Q(name_en__iexact=name) & ~Q(name_en_status=TranslationStatus.MACHINE)
            | Q(former_names__name_zh=name)
            | Q(former_names__name_en__iexact=name)
        ).distinct()

    def for_page(self):
        """Fetched with all that a college's page shows."""
        campuses = apps.get_model("colleges", "Campus").objects
        figures = apps.get_model("facts", "ReportedFigure").objects
        links = apps.get_model("colleges", "CollegeLink").objects
        offerings = apps.get_model("colleges", "Offering").objects
        return (
            self.with_kind()
            .select_related("district")
            .prefetch_related(
                "kind_spells",
                "former_names",
                Prefetch("campuses", campuses.select_related("district")),
                Prefetch("links", links.filter(public(links.model)).select_related("other")),
                "citations__source",
                Prefetch("figures", figures.select_related("indicator")),
                Prefetch(
                    "offerings",
                    offerings.filter(valid_until="")
                    .select_related("specialty")
                    .order_by("specialty__pinyin", "level", "entry_route"),
                    to_attr="offered_today",
                ),
            )
        )


class SpecialtyQuerySet(NamedQuerySet, ProvenancedQuerySet):
    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)

    def with_college_count(self):
        """Each with the numbers of published colleges that offer it today (``college_counts``)."""
        offerings = apps.get_model("colleges", "Offering").objects
        return self.annotate(**college_counts(offerings.today().filter(specialty=OuterRef("pk"))))

    def for_page(self):
        """Fetched with all that a specialty's page shows."""
        return self.select_related("category").prefetch_related("citations__source")


class OfferingQuerySet(ProvenancedQuerySet):
    def public(self):
        """What published colleges offer today, by college and level."""
        return self.today().order_by("college__pinyin", "level", "entry_route")

    def today(self):
        """What published colleges offer today."""
        return self.filter(public(self.model), valid_until="")


def college_counts(offerings) -> dict[str, Coalesce]:
    """``college_count`` and ``sample_college_count`` of offerings of an outer query's row.

    Sample colleges do not exist: they are never added to those that do.
    """
    return {
        "college_count": count_of(offerings.exclude(college__provenance=SAMPLE), "college"),
        "sample_college_count": count_of(offerings.filter(college__provenance=SAMPLE), "college"),
    }


def count_of(records, field: str) -> Coalesce:
    """How many values of ``field`` there are among ``records`` of an outer query's row.

    It is worked out for the rows that are shown alone, which a join would not be.
    """
    counts = records.order_by().values(one=Value(1)).annotate(count=Count(field, distinct=True))
    return Coalesce(Subquery(counts.values("count")), 0)
