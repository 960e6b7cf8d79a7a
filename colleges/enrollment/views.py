"""Enrollment as the public sees it: one measure, a row a college, a column a year."""

from __future__ import annotations

from django.shortcuts import render

from colleges.models import College
from qingdao_techedu.ui.filters import Problem

from .filters import EnrollmentPageFilter
from .models import Measure, Observation
from .tables import release_spans, total_chart, year_table

COLLEGES_A_PAGE = 50
DEFAULT_MEASURE = "enrolled"


def enrollment(request):
    """The table by college and year with its chart, narrowed as the CSV would be."""
    filters = EnrollmentPageFilter(request.GET, queryset=Observation.objects.public())
    measure = _measure(filters)
    observations = filters.qs.filter(measure=measure)
    colleges = College.objects.filter(pk__in=observations.values("college"))
    page = filters.page(COLLEGES_A_PAGE, colleges.order_by("pinyin", "code"))
    table = year_table(observations, "college", page)
    return render(
        request,
        "enrollment/enrollment.html",
        {
            "filters": filters,
            "measure": measure,
            "measures": Measure.objects.all(),
            "page": page,
            "table": table,
            "chart": total_chart(table, measure),
            "csv_query": filters.query(measure=measure.code),
            "releases": release_spans(table.years),
        },
    )


def _measure(filters: EnrollmentPageFilter) -> Measure:
    """The one measure of the table: the first that was chosen, or students enrolled."""
    filters.form.full_clean()
    chosen = list(filters.form.cleaned_data.get("measure") or [])
    if len(chosen) > 1:
        others = ", ".join(measure.code for measure in chosen[1:])
        filters.problems.append(Problem("measure", others, [chosen[0].code]))
    return chosen[0] if chosen else Measure.objects.get(code=DEFAULT_MEASURE)
