"""Every file, opened by the programs that analysts have, holds the cells of the CSV."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import duckdb
import openpyxl
import pandas
import polars
import pyarrow.csv
import pyarrow.parquet
import pytest
from csvw import CSVW
from django.utils import translation
from python_calamine import CalamineWorkbook

from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import DATE, DECIMAL, INTEGER, TEXT, registered

pytestmark = pytest.mark.django_db
Rows = list[list[str]]
QUESTIONS = [
    *((code, "") for code in registered() if code != "enrollment"),
    ("enrollment", "college=sample-02"),
    ("enrollment", "college=sample-02&layout=wide"),
]
questions = pytest.mark.parametrize(("code", "parameters"), QUESTIONS)
languages = pytest.mark.parametrize("prefix", ["", "/en"])
EXPLORED = ["rows=district&columns=year", "rows=level&columns=sex&measure=employment-rate"]


def told(cell: Any) -> str:
    """A cell as the CSV has it, whatever kind of value a program makes of it."""
    if cell is None or cell is pandas.NA or cell != cell or cell == "":
        return ""
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat()[:10]
    if isinstance(cell, int | float) or hasattr(cell, "as_tuple"):
        return f"{float(cell):.6g}"
    return str(cell)


def all_told(rows: Iterable[Iterable[Any]]) -> Rows:
    return [[told(cell) for cell in row] for row in rows]


@pytest.fixture(scope="module")
def answered() -> dict[str, bytes]:
    """What was asked for already: many programs read it, and nothing here changes the sample."""
    return {}


@pytest.fixture
def content_of(client, answered) -> Callable[[str], bytes]:
    def ask(address: str) -> bytes:
        if address not in answered:
            response = client.get(address)
            assert response.status_code == 200, address
            answered[address] = response.getvalue()
        return answered[address]

    return ask


def by_csv(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def expected(content_of, prefix: str, code: str, parameters: str) -> tuple[Query, Rows]:
    """The cells of the CSV, numbers as all programs have them."""
    query = Query.parsed(code, parameters, "en" if prefix else "zh-hans")
    head, *rows = by_csv(content_of(f"{prefix}/data/{code}.csv?{parameters}"))
    assert head == query.header
    assert rows
    are_numbers = [column.type in {INTEGER, DECIMAL} for column in query.columns]
    return query, [
        [told(float(cell)) if cell and is_number else cell for cell, is_number in pairs]
        for pairs in (zip(row, are_numbers, strict=True) for row in rows)
    ]


# Workbooks


def by_openpyxl(content: bytes) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return all_told(sheet.iter_rows(values_only=True))


def by_openpyxl_reading_as_it_comes(content: bytes) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return all_told(sheet.iter_rows(values_only=True))


def by_calamine(content: bytes) -> Rows:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return all_told(sheet.to_python())


def by_pandas(content: bytes) -> Rows:
    frame = pandas.read_excel(io.BytesIO(content), engine="calamine", header=None, dtype=object)
    return all_told(frame.itertuples(index=False))


def by_polars(content: bytes) -> Rows:
    frame = polars.read_excel(
        io.BytesIO(content),
        engine="openpyxl",
        drop_empty_cols=False,
        drop_empty_rows=False,
        infer_schema_length=None,
    )
    return [list(frame.columns), *all_told(frame.rows())]


WORKBOOKS = [by_polars, by_openpyxl, by_openpyxl_reading_as_it_comes, by_calamine, by_pandas]


@questions
@languages
@pytest.mark.parametrize("read", WORKBOOKS)
def test_a_workbook_opens_with_the_cells_of_the_csv(content_of, prefix, code, parameters, read):
    query, rows = expected(content_of, prefix, code, parameters)
    head, *found = read(content_of(f"{prefix}/data/{code}.xlsx?{parameters}"))
    with translation.override(query.language):
        assert head == [str(column.label) for column in query.columns]
    assert found == rows


@languages
@pytest.mark.parametrize("explored", EXPLORED)
@pytest.mark.parametrize("read", WORKBOOKS)
def test_a_table_of_the_explorer_opens_with_the_cells_of_its_csv(
    content_of, prefix, explored, read
):
    head, *rows = by_csv(content_of(f"{prefix}/enrollment/table.csv?{explored}"))
    assert len({one.casefold() for one in head}) == len(head)
    found_head, *found = read(content_of(f"{prefix}/enrollment/table.xlsx?{explored}"))
    assert found_head == head
    texts = [row[:2] for row in rows]
    assert [row[:2] for row in found] == texts
    assert [row[2:] for row in found] == [[number_of(cell) for cell in row[2:]] for row in rows]


def number_of(cell: str) -> str:
    return told(float(cell)) if cell and cell not in "xcz" else cell


# Tables of text


def types_of(query: Query, types: dict[str, Any]) -> dict[str, Any]:
    return {column.name: types[column.type] for column in query.columns}


def csv_by_pandas(query: Query, file: str) -> Any:
    frame = pandas.read_csv(file, dtype="string", keep_default_na=False, na_values=[""])
    return list(frame.columns), frame.itertuples(index=False)


def csv_by_polars(query: Query, file: str) -> Any:
    frame = polars.read_csv(file, infer_schema=False)
    return frame.columns, frame.rows()


def csv_by_duckdb(query: Query, file: str) -> Any:
    table = duckdb.read_csv(file, all_varchar=True, header=True)
    return table.columns, table.fetchall()


def csv_by_arrow(query: Query, file: str) -> Any:
    types = types_of(query, dict.fromkeys((TEXT, INTEGER, DECIMAL, DATE), pyarrow.string()))
    options = pyarrow.csv.ConvertOptions(column_types=types)
    multiline = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(file, convert_options=options, parse_options=multiline)
    return table.column_names, (row.values() for row in table.to_pylist())


def json_by_polars(query: Query, file: str) -> Any:
    kinds = {TEXT: polars.String, INTEGER: polars.Int32, DECIMAL: polars.Float64, DATE: polars.Date}
    frame = polars.read_ndjson(file, schema=types_of(query, kinds))
    return frame.columns, frame.rows()


def json_by_duckdb(query: Query, file: str) -> Any:
    kinds = {TEXT: "VARCHAR", INTEGER: "INTEGER", DECIMAL: "DOUBLE", DATE: "DATE"}
    table = duckdb.read_json(file, columns=types_of(query, kinds))
    return table.columns, table.fetchall()


def parquet_by_pandas(query: Query, file: str) -> Any:
    frame = pandas.read_parquet(file)
    texts = [one.name for one in query.columns if one.type == TEXT]
    assert {str(frame[name].dtype) for name in texts} == {"str"}
    frame[texts[0]] + "x"  # which categories refuse
    return list(frame.columns), frame.astype(object).itertuples(index=False)


def parquet_by_polars(query: Query, file: str) -> Any:
    frame = polars.read_parquet(file)
    texts = [one.name for one in query.columns if one.type == TEXT]
    assert {frame.schema[name] for name in texts} == {polars.String}
    return frame.columns, frame.rows()


def parquet_by_duckdb(query: Query, file: str) -> Any:
    table = duckdb.read_parquet(file)
    return table.columns, table.fetchall()


def parquet_by_arrow(query: Query, file: str) -> Any:
    table = pyarrow.parquet.read_table(file)
    return table.column_names, (row.values() for row in table.to_pylist())


READERS: dict[str, list[Callable[[Query, str], Any]]] = {
    "csv": [csv_by_pandas, csv_by_polars, csv_by_duckdb, csv_by_arrow],
    "json": [json_by_duckdb],
    "ndjson": [json_by_polars, json_by_duckdb],
    "parquet": [parquet_by_pandas, parquet_by_polars, parquet_by_duckdb, parquet_by_arrow],
}


@questions
@languages
@pytest.mark.parametrize("suffix", READERS)
def test_a_file_opens_with_the_cells_of_the_csv(
    content_of, tmp_path, prefix, code, parameters, suffix
):
    query, rows = expected(content_of, prefix, code, parameters)
    option = "&bom=0" if suffix == "csv" else ""
    file = tmp_path / f"{code}.{suffix}"
    file.write_bytes(content_of(f"{prefix}/data/{code}.{suffix}?{parameters}{option}"))
    is_number = [column.type in {INTEGER, DECIMAL} for column in query.columns]
    for read in READERS[suffix]:
        head, found = read(query, str(file))
        assert list(head) == query.header, read.__name__
        same = [
            [
                told(float(cell)) if number and told(cell) else told(cell)
                for cell, number in zip(row, is_number, strict=True)
            ]
            for row in found
        ]
        assert [[blanked(cell) for cell in row] for row in same] == [
            [disarmed(cell, suffix) for cell in row] for row in rows
        ], read.__name__


def blanked(cell: str) -> str:
    return cell.replace("\r\n", "\n")


def disarmed(cell: str, suffix: str) -> str:
    """Without the apostrophe that CSV alone sets before what looks like a formula."""
    is_armed = suffix != "csv" and cell[:1] == "'" and cell[1:2] in set("=+-@\t\r")
    return cell[1:] if is_armed else cell


# By a reader that takes a thousandth of a second a cell, the largest is read whole once.
IN_PART = {("/en", "enrollment"): "college=sample-02"}


@languages
@pytest.mark.parametrize("code", list(registered()))
def test_csvw_reads_the_described_file(content_of, tmp_path, prefix, code):
    metadata = json.loads(content_of(f"{prefix}/data/{code}/csv-metadata.json"))
    part = IN_PART.get((prefix, code), "")
    _query, rows = expected(content_of, prefix, code, part)
    served = content_of(f"{prefix}/data/{code}.csv?{part}&bom=0")
    (tmp_path / "table.csv").write_bytes(served)
    metadata["url"] = "table.csv"
    description = tmp_path / "table.csv-metadata.json"
    description.write_text(json.dumps(metadata, ensure_ascii=False), "utf-8")
    read = CSVW(str(description), validate=True)
    assert read.is_valid
    [table] = read.to_json()["tables"]
    assert len(table["row"]) == len(rows)


# Tables that were cited, releases that were sealed


def test_the_file_of_a_permalink_opens(client, content_of, tmp_path):
    made = client.post("/permalinks/new/enrollment/", {"query": EXPLORED[0]})
    content = content_of(f"{made.headers['Location'].rstrip('/')}.csv")
    head, *rows = by_csv(content)
    assert len({one.casefold() for one in head}) == len(head)
    frame = pandas.read_csv(io.BytesIO(content), dtype={head[0]: str})
    assert list(frame.columns) == head
    assert len(frame) == len(rows) > 2
    (tmp_path / "cited.csv").write_bytes(content)
    table = duckdb.read_csv(str(tmp_path / "cited.csv"), header=True)
    assert table.columns == head


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "parquet"])
def test_the_files_of_a_release_open_with_the_same_cells(content_of, tmp_path, suffix):
    kept = by_csv(content_of("/enrollment/releases/2024/1.csv"))
    file = tmp_path / f"release.{suffix}"
    file.write_bytes(content_of(f"/enrollment/releases/2024/1.{suffix}"))
    if suffix == "parquet":
        found = [polars.read_parquet(file), duckdb.read_parquet(str(file)).pl()]
        frame = pandas.read_parquet(file).astype(object)
        found.append(polars.DataFrame({one: [*map(told, frame[one])] for one in frame}))
    else:
        found = [
            polars.read_csv(file, infer_schema=False),
            duckdb.read_csv(str(file), all_varchar=True, header=True).pl(),
        ]
    for table in found:
        assert table.columns == kept[0]
        rows = [[as_text(cell) for cell in row] for row in table.rows()]
        assert rows == kept[1:]


def as_text(cell: Any) -> str:
    return "" if cell is None else str(cell)
