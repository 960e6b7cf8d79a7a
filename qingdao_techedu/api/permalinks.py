"""Tables as they were cited, by the codes of their permalinks."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from ninja import Router

from qingdao_techedu.datasets.citable import citable
from qingdao_techedu.datasets.citing import is_sample
from qingdao_techedu.datasets.models import Permalink
from qingdao_techedu.datasets.registry import Basis

from . import schemas
from .answers import answer
from .asking import require_known
from .declaring import reads
from .problems import Refusal
from .provenance import provenance
from .schemas import Schema

router = Router()


def _answer() -> Schema:
    snapshot = {
        "code": schemas.TEXT,
        "kind": schemas.TEXT,
        "query": schemas.TEXT,
        "madeAt": schemas.MOMENT,
        "snapshot": {
            "type": "object",
            "description": str(_("The table as it was answered then, in both languages.")),
        },
    }
    return schemas.answer(schemas.record(snapshot), ("page", "csv"))


@reads(
    router,
    "/{name:code}",
    name="permalink",
    tag="permalinks",
    summary=_("A table as it was cited"),
    description=_("The figures of that day with their releases, which never change any more."),
    parts=lambda: {"code": {"description": str(_("The permalink's code, as in its address."))}},
    answer=_answer,
    errors=(410,),
    example=None,
)
def permalink(request, code: str):
    require_known(request)
    kept = Permalink.objects.filter(code=code).first()
    if kept is None:
        raise Http404
    if why := citable(kept.kind).withdrawn(kept.snapshot):
        raise Refusal(410, why)
    data = {
        "code": kept.code,
        "kind": kept.kind,
        "query": kept.query,
        "madeAt": kept.made_at,
        "snapshot": kept.content,
    }
    releases = [
        Basis(
            year=one["year"],
            version=one["version"],
            status=one["status"],
            provenance=one["provenance"],
            published_on=one["published"],
            sha256=one["sha256"],
        )
        for one in kept.content["releases"]
    ]
    page = kept.get_absolute_url()
    return answer(
        request,
        data,
        provenance=provenance(releases=releases, is_sample=is_sample(kept.content)),
        links={"page": page, "csv": f"{page.rstrip('/')}.csv"},
    )
