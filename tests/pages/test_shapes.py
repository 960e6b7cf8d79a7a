"""The same question in every shape: cell by cell the same, for every program that reads it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas
import pyarrow.parquet
import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from colleges.models import College, Specialty
from qingdao_techedu.datasets.query import Query
from qingdao_techedu.datasets.registry import DATE, DECIMAL, INTEGER, WIDE, registered
from tests.corrections_of_figures import publish_correction
from tests.databases import asked

pytestmark = pytest.mark.django_db
NASTY = [
    '"引号"，与"逗号,分隔"',
    "两行\n文字",
    "回车\r换行\r\n",
    "=HYPERLINK(0)",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t制表",
    "'撇号",
    "\\N",
    "反斜\\t杠",
    "  前后空格  ",
    "🏫 emoji",
    "<r>&amp;</r>",
    "_x000D_",
    "a\x0b\x1fb",
    "NULL",
    "0012",
]
SHAPES = ["csv", "xlsx", "parquet", "json", "ndjson"]
QUESTIONS = [
    *((code, "") for code in registered() if code != "enrollment"),
    ("enrollment", "college=sample-02&year=2024&layout=wide"),
    ("enrollment", "college=sample-02&college=sample-04"),
    ("enrollment", "sex=female&measure=graduates"),
    ("awards", "year=2023&recipient=student"),
    ("figures", "q=技工"),
]
questions = pytest.mark.parametrize(("code", "parameters"), QUESTIONS)


@pytest.fixture(scope="module", autouse=True)
def _nasty_names(_sample, databases, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """Names that have broken files elsewhere, a figure withheld, and one not known."""
    folder = tmp_path_factory.mktemp("nasty")
    with django_db_blocker.unblock(), databases.copy(folder) as database, asked(database):
        for number, name in enumerate(NASTY, 1):
            College.objects.filter(code=f"sample-{number:02}").update(name_zh=name, name_en="")
        Specialty.objects.filter(slug="welding").update(name_zh='=焊接,"', name_en="\u2028")
        publish_correction(2024, _hide)
        yield


def _hide(figures) -> None:
    figures.filter(college__code="sample-02", sex="male").update(value=None, symbol="c")


def file_of(client, code: str, parameters: str, suffix: str) -> bytes:
    response = client.get(f"/en/data/{code}.{suffix}?{parameters}")
    assert response.status_code == 200
    return response.getvalue()


def expected(code: str, parameters: str) -> tuple[Query, list[tuple]]:
    query = Query.parsed(code, parameters, "en")
    rows = list(query.rows())
    assert rows
    return query, rows


def numbers(query: Query, row) -> list:
    """The cells, with numbers as one kind of number and days as they are written."""
    return [_one(column.type, cell) for column, cell in zip(query.columns, row, strict=True)]


def _one(kind: str, cell) -> Any:
    if cell is None:
        return None
    if kind == DATE:
        return str(cell)[:10]
    return Decimal(str(cell)) if kind in {INTEGER, DECIMAL} else cell


def read(query: Query, suffix: str, content: bytes) -> list[list]:
    """The rows as a program reads them."""
    if suffix == "csv":
        head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert head == query.header
        return [[_armed(cell) or None for cell in line] for line in lines]
    if suffix == "xlsx":
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        head, *lines = sheet.to_python(skip_empty_area=False)
        with translation.override("en"):
            assert head == [str(column.label) for column in query.columns]
        return [[None if cell == "" else cell for cell in line] for line in lines]
    if suffix == "parquet":
        table = pyarrow.parquet.read_table(io.BytesIO(content))
        assert table.column_names == query.header
        return [list(row.values()) for row in table.to_pylist()]
    objects = (
        json.loads(content)
        if suffix == "json"
        else [json.loads(line) for line in content.decode().split("\n")[:-1]]
    )
    assert all(list(one) == query.header for one in objects)
    return [list(one.values()) for one in objects]


def _armed(cell: str) -> str:
    is_disarmed = cell[:1] == "'" and cell[1:2] and cell[1] in "=+-@\t\r"
    return cell[1:] if is_disarmed else cell


@questions
@pytest.mark.parametrize("suffix", SHAPES)
def test_every_shape_has_the_same_cells(client, code, parameters, suffix):
    query, rows = expected(code, parameters)
    found = read(query, suffix, file_of(client, code, parameters, suffix))
    assert [numbers(query, row) for row in found] == [numbers(query, row) for row in rows]


@questions
def test_the_page_shows_some_of_these_rows(client, code, parameters):
    query, rows = expected(code, parameters)
    page = client.get(f"/en/data/{code}/?{parameters}").context
    if query.layout == WIDE:
        assert not page["examples"]
        return
    places = [query.header.index(name) for name in page["header"]]
    assert page["examples"]
    assert set(page["examples"]) <= {tuple(row[place] for place in places) for row in rows}
    names, cells = zip(*page["first_row"], strict=True)
    assert list(names) == query.header
    assert tuple(cells) in rows


@questions
@pytest.mark.parametrize("suffix", SHAPES)
def test_the_same_question_has_the_same_bytes(client, code, parameters, suffix):
    assert file_of(client, code, parameters, suffix) == file_of(client, code, parameters, suffix)


@questions
def test_the_parts_of_a_row_are_what_plain_lookups_give(code, parameters):
    query, rows = expected(code, parameters)
    paths = [column.path if isinstance(column.path, str) else None for column in query.columns]
    plain = query.queryset.values_list(*[path or "pk" for path in paths if path])
    for row, values in zip(rows, plain, strict=True):
        told = [
            (cell, column)
            for cell, path, column in zip(row, paths, query.columns, strict=True)
            if path
        ]
        for (cell, column), value in zip(told, values, strict=True):
            says = column.labels.get(value) if column.spoken else value
            if column.type == DATE and len(value or "") < 10:
                says = None
            assert cell == (None if says == "" else says)


@questions
def test_analysts_read_equal_values_with_the_right_types(client, tmp_path, code, parameters):
    query, rows = expected(code, parameters)
    files = {}
    for suffix in ("csv", "parquet"):
        option = "bom=0&" if suffix == "csv" else ""
        files[suffix] = tmp_path / f"table.{suffix}"
        files[suffix].write_bytes(file_of(client, code, option + parameters, suffix))
    texts = {column.name: str for column in query.columns if column.type not in {INTEGER, DECIMAL}}
    frame = pandas.read_csv(files["csv"], dtype=texts, keep_default_na=False, na_values=[""])
    assert len(frame) == len(rows)
    types = ", ".join(f"'{column.name}': '{TYPES[column.type]}'" for column in query.columns)
    from_csv = duckdb.sql(
        f"select * from read_csv('{files['csv']}', header=true, columns={{{types}}}, quote='\"', "
        "escape='\"', strict_mode=false)"
    ).fetchall()
    from_parquet = duckdb.sql(f"select * from '{files['parquet']}'").fetchall()
    wanted = [numbers(query, row) for row in rows]
    assert [numbers(query, row) for row in from_parquet] == wanted
    disarmed = [
        [_armed(cell) if isinstance(cell, str) else cell for cell in row] for row in from_csv
    ]
    assert [numbers(query, row) for row in disarmed] == wanted
    for column in query.columns:
        if column.type == INTEGER:
            assert pandas.api.types.is_numeric_dtype(frame[column.name])
            sums = [row[query.header.index(column.name)] for row in rows]
            assert frame[column.name].sum() == sum(value for value in sums if value is not None)


TYPES = {INTEGER: "BIGINT", DECIMAL: "DECIMAL(20,4)", DATE: "VARCHAR", "string": "VARCHAR"}


def test_a_figure_withheld_is_null_beside_its_symbol_and_never_0():
    query, rows = expected("enrollment", "college=sample-02&year=2024&layout=wide")
    places = [query.header.index(name) for name in ("sex_code", "enrolled", "enrolled_symbol")]
    told = {tuple(row[place] for place in places) for row in rows}
    assert ("male", None, "c") in told
    # Each measure has groups of its own: people told together in one are told apart in another.
    of_both = [(value, symbol) for sex, value, symbol in told if sex != "undivided"]
    assert all((value is None) != (symbol is None) for value, symbol in of_both)


def test_wide_and_long_hold_the_same_figures():
    _query, long = expected("enrollment", "year=2024")
    wide_query, wide = expected("enrollment", "year=2024&layout=wide")
    query = Query("enrollment")
    measure, value = query.header.index("measure_code"), query.header.index("value")
    for code in {row[measure] for row in long}:
        place = wide_query.header.index(code.replace("-", "_"))
        assert sorted(row[value] for row in long if row[measure] == code and row[value]) == sorted(
            row[place] for row in wide if row[place]
        )


def sheet_of(content: bytes, number: int) -> list[list[str]]:
    lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(number)
    return [[str(cell) for cell in line if cell != ""] for line in lines.to_python()]


def test_a_workbook_says_where_its_figures_are_from(client):
    told = sheet_of(file_of(client, "enrollment", "year=2024", "xlsx"), 1)
    assert ["Filter", "year", "2024"] in told
    assert [line for line in told if line[:2] == ["Release", "2024 v2"] and "sample" in line]


def test_wide_stands_in_the_order_of_long():
    """Also where figures of a year were made anew and stand behind those of later ones."""
    group = ("year", "college_code", "specialty_code", "level_code", "entry_route_code", "sex_code")
    told = []
    for layout in ("", "&layout=wide"):
        query, rows = expected("enrollment", f"college=sample-02&college=sample-04{layout}")
        places = [query.header.index(name) for name in group]
        told.append(list(dict.fromkeys(tuple(row[place] for place in places) for row in rows)))
    assert told[0] == told[1]


@questions
def test_a_workbook_leads_from_its_headings_to_the_columns(client, code, parameters):
    query, _rows = expected(code, parameters)
    content = file_of(client, code, parameters, "xlsx")
    dictionary = {line[0]: line[1] for line in sheet_of(content, 2)}
    [head, *_lines] = sheet_of(content, 0)
    assert [dictionary[heading] for heading in head] == query.header


def test_a_workbook_explains_its_codes_in_both_languages(client):
    told = sheet_of(file_of(client, "enrollment", "year=2024", "xlsx"), 3)
    assert ["symbol", "c", "保密", "confidential"] in told


def test_parquet_says_where_its_figures_are_from(client):
    content = file_of(client, "enrollment", "year=2024", "parquet")
    schema = pyarrow.parquet.read_schema(io.BytesIO(content))
    assert schema.metadata[b"query"] == b"year=2024"
    assert "2024 v2" in schema.metadata[b"notes"].decode()
    assert {"value": "int32", "year": "int32", "college_zh": "string"}.items() <= {
        field.name: str(field.type) for field in schema
    }.items()


def test_parquet_says_of_each_column_what_it_means(client):
    content = file_of(client, "enrollment", "year=2024", "parquet")
    value = pyarrow.parquet.read_schema(io.BytesIO(content)).field("value")
    assert value.metadata[b"label"] == b"Value"
    assert value.metadata[b"unit"] == b"persons"
    assert b"never 0" in value.metadata[b"description"]
    chinese = client.get("/data/enrollment.parquet?year=2024").getvalue()
    value = pyarrow.parquet.read_schema(io.BytesIO(chinese)).field("value")
    assert value.metadata[b"label"].decode() == "数值"
    assert value.metadata[b"label_en"] == b"Value"


@pytest.mark.parametrize("code", list(registered()))
def test_parquet_has_plain_types_whatever_the_rows(client, code):
    kinds = {INTEGER: "int32", DECIMAL: "double", DATE: "date32[day]", "string": "string"}
    schema = pyarrow.parquet.read_schema(io.BytesIO(file_of(client, code, "", "parquet")))
    for column in registered()[code].columns:
        assert str(schema.field(column.name).type) == kinds[column.type]
