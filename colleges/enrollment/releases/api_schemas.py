"""What the API's answers about releases look like, for its document."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingdao_techedu.api import code_lists
from qingdao_techedu.api.schemas import (
    ADDRESS,
    MOMENT,
    TEXT,
    TEXT_OR_NONE,
    WHOLE,
    WHOLE_OR_NONE,
    YES_OR_NO,
    Schema,
    answer,
    cell,
    or_none,
    record,
    several,
)

from ..figures.columns import COLUMNS
from ..figures.models import Observation, Release
from ..figures.models.published import DIMENSIONS_OF, Table
from .models import LedgerLine

MEASURE = next(column for column in COLUMNS if column.name == "measure_code")


def releases() -> Schema:
    optional = (
        "provenance",
        "publishedAt",
        "changeNote",
        "rows",
        "files",
        "withdrawnAt",
        "explanation",
    )
    return answer(several(record(_release(), optional)), ("page",))


def release() -> Schema:
    total = record({"measure_code": cell(MEASURE), "value": WHOLE_OR_NONE})
    told = {**_release(), "totals": several(total), "protection": _protection()}
    return answer(record(told, ("withdrawnAt", "explanation")), ("page", "methodology"))


def _protection() -> Schema:
    share: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    loss = {
        "measure_code": cell(MEASURE),
        "by": several({"enum": list(DIMENSIONS_OF[Table.LEAVES]), "type": "string"}),
        "notToldApart": {**share, "description": _("Share of persons not told apart.")},
        "exactNumberGone": {**share, "description": _("Share of persons whose number is gone.")},
        "exactCellsGone": {**share, "description": _("Share of cells whose number is gone.")},
    }
    return record(
        {
            "putOutAt": MOMENT,
            "collectedSha256": TEXT,
            "isAttacked": YES_OR_NO,
            "thresholds": several(record({"measure_code": cell(MEASURE), "persons": WHOLE})),
            "losses": several(record(loss)),
            "former": several(record({"sha256": TEXT, "putOutAt": MOMENT})),
        }
    )


def ledger() -> Schema:
    line = {
        "check": code_lists.named(LedgerLine.Check),
        "college_code": TEXT_OR_NONE,
        "measure_code": TEXT_OR_NONE,
        "expected": WHOLE_OR_NONE,
        "found": WHOLE_OR_NONE,
        "difference": WHOLE_OR_NONE,
        "withheld": YES_OR_NO,
        "source": TEXT_OR_NONE,
        "reason": or_none(code_lists.named(LedgerLine.Explanation)),
        "note": TEXT_OR_NONE,
    }
    return answer(several(record(line)), ("page",))


def changes() -> Schema:
    symbol = or_none(code_lists.named(Observation.Symbol))
    figure = record({"value": WHOLE_OR_NONE, "symbol": symbol})
    reason = record({"version": WHOLE, "changeNote": TEXT_OR_NONE})
    changed = {
        "table": code_lists.named(Table),
        "college_code": TEXT,
        "specialty_code": TEXT,
        "level_code": TEXT,
        "entry_route_code": TEXT,
        "sex_code": TEXT,
        "measure_code": TEXT,
        "group": TEXT_OR_NONE,
        "old": or_none(figure),
        "new": or_none(figure),
        "difference": WHOLE_OR_NONE,
        "reasons": several(reason),
    }
    return answer(several(record(changed)), ("next", "page"))


def _release() -> dict[str, Schema]:
    size = {**WHOLE_OR_NONE, "description": _("In bytes.")}
    file = record({"href": ADDRESS, "mediaType": TEXT, "size": size, "sha256": TEXT})
    return {
        "year": WHOLE,
        "version": WHOLE,
        "status": code_lists.named(Release.Status),
        "page": ADDRESS,
        "provenance": TEXT,
        "publishedAt": MOMENT,
        "changeNote": TEXT_OR_NONE,
        "rows": WHOLE,
        "files": several(file),
        "withdrawnAt": MOMENT,
        "explanation": TEXT,
    }
