"""What the API's answers of the explorer look like, for its document."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qingdao_techedu.api import code_lists
from qingdao_techedu.api.schemas import (
    NUMBER_OR_NONE,
    TEXT,
    WHOLE,
    Schema,
    answer,
    or_none,
    record,
    several,
)

from ..figures.models import Observation


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
