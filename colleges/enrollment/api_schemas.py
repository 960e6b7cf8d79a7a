"""What the API's answers about enrollment look like, for its document."""

from __future__ import annotations

from django.utils.translation import gettext as _

from colleges.models import EntryRoute, Level
from qingdao_techedu.api import code_lists
from qingdao_techedu.api.schemas import (
    ADDRESS,
    MOMENT,
    NUMBER_OR_NONE,
    TEXT,
    TEXT_OR_NONE,
    WHOLE,
    WHOLE_OR_NONE,
    Schema,
    answer,
    cell,
    or_none,
    record,
    several,
)

from .datasets import ENROLLMENT
from .models import LedgerLine, Observation, Release

COLUMNS = {column.name: column for column in ENROLLMENT.columns}


def table() -> Schema:
    """The explorer's table: heads, rows with a cell a column, totals where they mean something."""
    figure = record(
        {
            "value": {**NUMBER_OR_NONE, "description": _("A sum or a rate; null if unknown.")},
            "missing": {**WHOLE, "description": _("How many figures it leaves out.")},
            "symbol": code_lists.named(Observation.Symbol),
            "numerator": NUMBER_OR_NONE,
            "denominator": NUMBER_OR_NONE,
        },
        optional=("missing", "symbol", "numerator", "denominator"),
    )
    row = record(
        {
            "code": TEXT,
            "label": TEXT,
            "cells": several(figure),
            "total": or_none(figure),
        }
    )
    data = record(
        {
            "measure": TEXT,
            "unit": TEXT,
            "rows": TEXT,
            "columns": TEXT,
            "columnHeads": several(record({"code": TEXT, "label": TEXT})),
            "data": several(row),
            "totals": or_none(row),
        }
    )
    notes = {**several(TEXT), "description": _("What was assumed.")}
    return answer(data, ("page", "csv"), notes=notes)


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
    total = record({"measure_code": cell(COLUMNS["measure_code"]), "value": WHOLE})
    told = {**_release(), "totals": several(total)}
    return answer(record(told, ("withdrawnAt", "explanation")), ("page",))


def ledger() -> Schema:
    line = {
        "check": code_lists.named(LedgerLine.Check),
        "college_code": TEXT_OR_NONE,
        "measure_code": TEXT_OR_NONE,
        "expected": WHOLE_OR_NONE,
        "found": WHOLE_OR_NONE,
        "difference": WHOLE_OR_NONE,
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
        "college_code": TEXT,
        "specialty_code": TEXT,
        "level_code": code_lists.named(Level),
        "entry_route_code": code_lists.named(EntryRoute),
        "sex_code": code_lists.named(Observation.Sex),
        "measure_code": TEXT,
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
