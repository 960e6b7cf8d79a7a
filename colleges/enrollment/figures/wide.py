"""The figures laid out wide: one row a group of students, the measures side by side."""

from __future__ import annotations

from django.db.models import Aggregate, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import INTEGER, Basis, Column, Dataset

from .models import Measure, Observation, Release

GROUP = ("release__year", "college", "specialty", "level", "entry_route", "sex")
OF_ONE_MEASURE = ("measure_", "unit_", "value", "symbol")
AT_THE_END = "provenance_"


class ByMeasure:
    """Value and symbol of each measure in columns of their own.

    Both are blank where the release has no figure at all, so that nothing is taken for 0.
    """

    def columns(self, dataset: Dataset) -> tuple[Column, ...]:
        of_group = [one for one in dataset.columns if not one.name.startswith(OF_ONE_MEASURE)]
        end = [one for one in of_group if one.name.startswith(AT_THE_END)]
        return (*of_group[: -len(end)], *self._of_measures(), *end)

    def laid_out(self, records: QuerySet) -> QuerySet:
        found: dict[str, Aggregate] = {}
        for measure in Measure.objects.all():
            name, its = _name(measure), Q(measure=measure)
            found[f"{name}_value"] = Max("value", filter=its)
            found[f"{name}_sign"] = Max("symbol", filter=its)
        # Each group stands where its first figure stands in the long layout.
        rows = records.order_by().values(*GROUP).annotate(**found, first_figure=Min("pk"))
        return rows.order_by("first_figure")

    def _of_measures(self):
        for measure in Measure.objects.all():
            name = _name(measure)
            yield Column(
                name,
                str(measure.name),
                f"{name}_value",
                str(measure.definition),
                INTEGER,
                unit=measure.get_unit_display(),
            )
            yield Column(
                f"{name}_symbol",
                _("%(measure)s: symbol") % {"measure": measure.name},
                f"{name}_sign",
                _("Why there is no value."),
                codes=Observation.Symbol,
            )


def releases_of(query: Query) -> list[Basis]:
    """The releases that the figures of a query come from."""
    releases = Release.objects.current().order_by("year")
    if years := query.values("year"):
        releases = releases.filter(year__in=years)
    return [basis_of(release) for release in releases]


def basis_of(release: Release) -> Basis:
    """A release as notes and metadata name it; it is published on a day of here."""
    moment = release.published_at
    return Basis(
        release.year,
        release.version,
        release.status,
        release.provenance,
        timezone.localdate(moment).isoformat() if moment else "",
        release.sha256,
    )


def _name(measure: Measure) -> str:
    """The measure as the name of a column: ``further-study`` → ``further_study``."""
    return measure.code.replace("-", "_")
