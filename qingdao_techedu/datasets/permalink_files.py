"""The table of a permalink as the files that were to be had when it was cited."""

from __future__ import annotations

import json
from typing import Any

from . import csv_table
from .cells import distinct
from .citing import spoken
from .models import Permalink


def as_csv(permalink: Permalink) -> bytes:
    """RFC 4180, UTF-8 with byte order mark, byte for byte the file of the day it was cited."""
    return b"".join(csv_table.lines(_lines(permalink.content)))


def as_json(permalink: Permalink) -> bytes:
    """The whole snapshot, with the question it answers."""
    told = {
        "permalink": permalink.code,
        "kind": permalink.kind,
        "query": permalink.query,
        "madeAt": permalink.made_at.isoformat(),
        **permalink.content,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _lines(content: dict[str, Any]):
    yield _heads(content)
    for row in content["rows"]:
        yield [row["code"], spoken(row["label"]), *_values(content, row)]
    if content["totals"]:
        yield ["", spoken(content["total"]), *_values(content, content["totals"])]


def _heads(content: dict[str, Any]) -> list[str]:
    """As the table's own file had them: those cited first are without ``codeHead``."""
    columns = [(spoken(head["label"]), head["code"]) for head in content["columns"]]
    total = [(spoken(content["total"]), "total")] if content["hasRowTotals"] else []
    if "codeHead" not in content:
        rest = [label for label, _code in [*columns, *total]]
        return [content["rowsBy"], spoken(content["head"]), *rest]
    label = (spoken(content["head"]), "label")
    return distinct([(content["codeHead"], ""), label, *columns, *total])


def _values(content: dict[str, Any], row: dict[str, Any]) -> list[Any]:
    cells = [*row["cells"], *([row["total"]] if content["hasRowTotals"] else [])]
    return [cell and _written(cell) for cell in cells]


def _written(cell: dict[str, Any]) -> Any:
    return cell.get("symbol") if cell["value"] is None else cell["value"]


FILES = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}
