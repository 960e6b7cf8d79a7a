"""The figures laid out wide: a row a combination of codes, the measures side by side.

Each measure is told by groups of its own. Several of them may bear the same codes, such as two
whose sex and specialty are not told apart: the row has their sum.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import INTEGER, Basis, Column, Dataset

from .models import Measure, Observation, Release
from .queries import OUTCOMES

GROUP = ("release__year", "college", "specialty", "level", "entry_route", "sex")
OF_ONE_MEASURE = ("measure_", "unit_", "value", "symbol", "group")
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
        found: dict[str, Any] = {}
        for measure in counts():
            name, its = _name(measure), Q(measure=measure)
            found[f"{name}_value"] = Sum("value", filter=its)
            found |= _symbols(name, its)
        # Each group stands where its first figure stands in the long layout.
        rows = records.order_by().values(*GROUP).annotate(**found, first_figure=Min("pk"))
        signs = {f"{_name(one)}_sign": _sign(_name(one)) for one in counts()}
        return rows.annotate(**signs).order_by("first_figure")

    def _of_measures(self):
        for measure in counts():
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
                _("Why there is no value; beside a value, that something is missing in it."),
                codes=Observation.Symbol,
            )


def counts() -> QuerySet[Measure]:
    """The measures that are told by leaf; what became of graduates is told in sums."""
    return Measure.objects.exclude(code__in=OUTCOMES)


def _symbols(name: str, its: Q) -> dict[str, Any]:
    """What the symbol of a row is made of: which there are, and whether anything is known."""
    has_one = its & ~Q(symbol="")
    return {
        f"{name}_known": Count("value", filter=its),
        f"{name}_least": Min("symbol", filter=has_one),
        f"{name}_most": Max("symbol", filter=has_one),
    }


def _sign(name: str) -> Case:
    """The symbol of figures that share a row: not available where they do not agree."""
    return Case(
        When(**{f"{name}_least__isnull": True}, then=Value("")),
        When(**{f"{name}_known": 0, f"{name}_least": F(f"{name}_most")}, then=f"{name}_least"),
        default=Value(Observation.Symbol.NOT_AVAILABLE.value),
        output_field=CharField(),
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
