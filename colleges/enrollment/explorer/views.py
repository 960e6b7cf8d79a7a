"""The explorer: a question as a GET form, its answer as a table, a picture and files."""

from __future__ import annotations

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingdao_techedu.datasets.file_names import disposition
from qingdao_techedu.ui.parameters import once, refusal, understood_or_refused

from ..figures.drawing import has_sample, statuses_of
from ..figures.models import Release
from ..figures.models.published import Table
from ..figures.tables import release_spans
from .answers import SORT, Answer, answer, asked, not_sortable, years_of
from .chart import chart_of, sentence_of
from .crosstab import CrossTable
from .files import FILES
from .filters import LAYOUT, ExplorerFilter
from .nearby import dropped
from .numbers import LinkedRow, linked, number_of_choice, source_of_number
from .obstacles import Obstacle
from .questions import ready_questions, title_of, title_of_number
from .titles import narrowed_to

ROWS_A_PAGE = 40


@require_safe
def enrollment(request):
    """The table that the form asks for; what is impossible says why and what to drop."""
    given = asked(request.GET)
    filters, found, instead = _answered(given)
    table = found.table
    if table:
        given.problems.extend(not_sortable(filters, table))
    years = years_of(filters, found)
    releases, narrowed = release_spans(years), narrowed_to(filters)
    return render(
        request,
        "enrollment/enrollment.html",
        {
            "filters": filters,
            "problems": given.problems,
            "answer": found,
            "instead": instead,
            "quantity": found.quantity,
            "quantities": filters.quantities.values(),
            "table": table,
            "page": table and table.page,
            "rows": [linked(filters, found, row) for row in table.rows_of_page] if table else [],
            "totals": _linked_totals(filters, found),
            "title": title_of(filters, found, years),
            "sentence": table and sentence_of(table, years, narrowed, leaves_out=found.leaves_out),
            "is_sample": has_sample(releases),
            "statuses": statuses_of(releases),
            "chart": table
            and chart_of(table, years, releases, narrowed, leaves_out=found.leaves_out),
            "questions": [] if request.GET else ready_questions(),
            "query": filters.query(**_sort(filters, table)),
            "data": _data_below(filters, found),
            "releases": releases,
        },
    )


class Instead(NamedTuple):
    """Why another question is answered than was asked, and what of it was left out."""

    obstacle: Obstacle
    left_out: str


def _answered(given: ExplorerFilter) -> tuple[ExplorerFilter, Answer, Instead | None]:
    """The question that is answered: what was asked, or the nearest that is published."""
    found = _answer(given, given)
    if found.obstacle is None or not found.obstacle.nearest:
        return given, found, None
    question = QueryDict(found.obstacle.nearest, mutable=True)
    if sort := once(given.given, SORT):
        question[SORT] = sort
    nearest = asked(question)
    other = _answer(nearest, given)
    if other.table is None:
        return given, found, None
    return nearest, other, Instead(found.obstacle, dropped(given, nearest))


def _answer(filters: ExplorerFilter, given: ExplorerFilter) -> Answer:
    return answer(filters, lambda count: given.page_of(Paginator(range(count), ROWS_A_PAGE)))


@require_safe
def enrollment_table(request, suffix):
    """The whole table as a file; 400 names what was not understood or is impossible."""
    if suffix not in FILES:
        raise Http404
    filters = asked(request.GET, also_allowed=(SORT,))
    found = answer(filters)
    table = found.table
    problems = [*filters.problems, *(not_sortable(filters, table) if table else [])]
    if refused := understood_or_refused(problems):
        return refused
    if table is None:
        why = str(found.obstacle and found.obstacle.why)
        return refusal([_("This address was not understood; no data was sent."), why])
    kind, write = FILES[suffix]
    years = years_of(filters, found)
    releases = list(Release.objects.current().filter(year__in=years).order_by("year"))
    response = HttpResponse(write(table, releases, found.about), content_type=kind)
    layout = f"enrollment-{found.quantity.code}-{found.rows_by.code}-{found.columns_by.code}"
    pairs = [*filters.understood(without=LAYOUT), *_sort(filters, table).items()]
    response.headers["Content-Disposition"] = disposition(layout, pairs, suffix)
    return response


@require_safe
def enrollment_number(request):
    """The passport of one number; where the address singles none out, the way to the tables."""
    filters = asked(request.GET)
    number = number_of_choice(filters)
    context = {
        "filters": filters,
        "number": number,
        "why": _why_no_number(filters) if number is None else "",
        "title": title_of_number(filters, number) if number else "",
        "query": filters.query(),
        "citations": number.release.citations.select_related("source") if number else [],
    }
    return render(request, "enrollment/number.html", context, status=200 if number else 404)


def _why_no_number(filters: ExplorerFilter) -> str:
    """Why no table holds it, where that is the reason."""
    if source_of_number(filters) is not None:
        return ""
    obstacle = answer(filters).obstacle
    return str(obstacle.why) if obstacle and obstacle.is_published_otherwise else ""


def _linked_totals(filters: ExplorerFilter, found: Answer) -> LinkedRow | None:
    if found.table is None or found.table.totals is None:
        return None
    return linked(filters, found, found.table.totals)


class DataBelow(NamedTuple):
    """The data set that has the figures of a table, and the query that chooses them."""

    code: str
    query: str


def _data_below(filters: ExplorerFilter, found: Answer) -> DataBelow:
    measure = found.quantity.measure.code
    if found.source is None or found.source.table == Table.LEAVES:
        return DataBelow("enrollment", filters.query_of_data(measure))
    tables = [found.source.table]
    if found.quantity.is_outcome:  # of whom nobody knows it is told leaf by leaf
        tables.append(Table.LEAVES)
    return DataBelow("enrollment-outcomes", filters.query_of_data(measure, tables))


def _sort(filters: ExplorerFilter, table: CrossTable | None) -> dict[str, str]:
    """The order that was asked for and is to be had, for links to the same table."""
    sort = once(filters.given, SORT)
    return {SORT: sort} if sort and table and not not_sortable(filters, table) else {}
