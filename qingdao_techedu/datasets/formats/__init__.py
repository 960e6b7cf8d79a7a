"""The shapes in which every data set can be taken away: one file a format, listed here."""

from __future__ import annotations

from . import csv, json, ndjson, parquet, xlsx
from .declaring import Format

FORMATS: tuple[Format, ...] = (csv.CSV, xlsx.XLSX, parquet.PARQUET, json.JSON, ndjson.NDJSON)
OPTION_NAMES = tuple({option.name: None for one in FORMATS for option in one.options})


def by_suffix(suffix: str) -> Format:
    """The format of a file's suffix. Raises ``KeyError``."""
    return {one.suffix: one for one in FORMATS}[suffix]
