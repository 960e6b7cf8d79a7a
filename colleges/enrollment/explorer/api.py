"""The explorer through the API: tables as its page lays them out."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from qingdao_techedu.api import asking, schemas
from qingdao_techedu.api.answers import absolute
from qingdao_techedu.api.answers import answer as answered
from qingdao_techedu.api.declaring import reads
from qingdao_techedu.api.problems import Refusal, require_understood
from qingdao_techedu.api.schemas import Schema

from ..figures.models import Release
from ..figures.provenance import provenance_of
from . import api_schemas
from .answers import SORT, Answer, answer, asked, not_sortable, years_of
from .files import told_table
from .filters import ExplorerFilter

router = Router()


def _parameters_of_table() -> list[Schema]:
    words = _("Rows in the order of one column, by its code, or of the total: the largest first.")
    return [
        *schemas.filters(asked(QueryDict()).form),
        schemas.parameter(SORT, str(words), schemas.TEXT),
    ]


@reads(
    router,
    "/table",
    name="enrollment_table",
    tag="enrollment",
    summary=_("Figures laid out as asked"),
    description=_(
        "A measure by rows and columns, as the page of enrollment shows it. A question without an "
        "answer is told 422, with the questions nearby that have one."
    ),
    answer=api_schemas.table,
    parameters=_parameters_of_table,
    errors=(422,),
    example=lambda: "enrollment/table?measure=enrolled&rows=district&columns=year",
)
def enrollment_table(request):
    asking.require_known(request, [*ExplorerFilter.base_filters, SORT])
    filters = asked(asking.own(request), also_allowed=(SORT,))
    found = answer(filters)
    require_understood(filters.problems)
    if found.table is None:
        raise _without_answer(request, found)
    require_understood(not_sortable(filters, found.table))
    years = years_of(filters, found)
    releases = list(Release.objects.current().filter(year__in=years).order_by("year"))
    query = filters.query()
    return answered(
        request,
        told_table(found.table),
        notes=[*found.notes, *found.about],
        provenance=provenance_of(releases),
        links={
            "page": f"{reverse('enrollment')}?{query}",
            "csv": f"{reverse('enrollment_table', args=['csv'])}?{query}",
        },
    )


def _without_answer(request, found: Answer) -> Refusal:
    ways = found.obstacle.ways_out if found.obstacle else []
    return Refusal(
        422,
        str(found.obstacle and found.obstacle.why),
        waysOut=[
            {
                "words": str(words),
                "href": absolute(request, f"{request.path}?{query}"),
            }
            for words, query in ways
        ],
    )
