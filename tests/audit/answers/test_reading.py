from __future__ import annotations

import gzip
import io
import zipfile

import pyarrow
import pyarrow.parquet
import pytest

from audit.answers import reading
from audit.answers.recording import RecordedAnswer

HTML, JSON = "text/html", "application/json"


def packed(members: dict[str, bytes], level: int = 6) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def parquet(rows: list[dict], schema=None, **how) -> bytes:
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema), file, **how)
    return file.getvalue()


def test_of_a_page_only_space_that_is_seen_is_read():
    one, other = b"<ul>\n <li>a</li>\n</ul>", b"<ul><li>a</li></ul>"
    assert reading.content(HTML, one) == reading.content(HTML, other)
    assert reading.text(HTML, one) != reading.text(HTML, other)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (
            HTML,
            '<input type="hidden" name="csrfmiddlewaretoken" value="abc">',
            '<input type="hidden" name="csrfmiddlewaretoken" value="def">',
        ),
        (HTML, '<input name="seen" value="1:a">', '<input name="seen" value="1:b">'),
        (JSON, '{"edition": "0123456789abcdef"}', '{"edition": "fedcba9876543210"}'),
    ],
)
def test_what_is_new_each_time_is_left_out(kind, before, after):
    for read in (reading.text, reading.content):
        assert read(kind, before.encode()) == read(kind, after.encode())


def test_other_values_of_forms_stay():
    one, other = (f'<input name="q" value="{word}">'.encode() for word in "ab")
    assert reading.text(HTML, one) != reading.text(HTML, other)


def test_an_archive_is_read_by_what_is_in_it():
    one, other = packed({"a.xml": b"<a><b/></a>"}, 1), packed({"a.xml": b"<a><b/></a>"}, 9)
    assert reading.content("", one) == reading.content("", other)
    assert reading.content("", one) != reading.content("", packed({"a.xml": b"<a><c/></a>"}))
    assert reading.content("", one) != reading.content("", packed({"b.xml": b"<a><b/></a>"}))
    inside = packed({"a.zip": one}), packed({"a.zip": packed({"a.xml": b"<a/>"})})
    assert reading.content("", inside[0]) != reading.content("", inside[1])


def test_a_table_of_parquet_is_read_by_its_types_and_rows():
    one = parquet([{"a": 1}], compression="none")
    assert reading.content("", one) == reading.content("", parquet([{"a": 1}], compression="zstd"))
    assert reading.content("", one) != reading.content("", parquet([{"a": 2}]))
    assert reading.content("", one) != reading.content("", parquet([{"b": 1}]))
    short = pyarrow.schema([("a", pyarrow.int32())])
    assert reading.content("", one) != reading.content("", parquet([{"a": 1}], short))


def test_what_is_compressed_is_read_by_what_it_was():
    assert reading.content("text/csv", gzip.compress(b"a,b\n")) == ["a,b"]


def test_json_is_read_without_the_order_of_its_keys():
    one, other = b'{"a": 1, "b": [1, 2]}', b'{"b":[1,2],"a":1}'
    assert reading.content(JSON, one) == reading.content(JSON, other)
    assert reading.content(JSON, one) != reading.content(JSON, b'{"a": 1, "b": [2, 1]}')
    assert reading.text(JSON, one) != reading.text(JSON, other)


def test_rows_of_json_are_read_line_by_line():
    assert len(reading.content("application/x-ndjson", b'{"a": 1}\n{"a": 2}\n')) == 2


@pytest.mark.parametrize("body", [b"{", b"PK\x03\x04", b"PAR1 no", b"\x1f\x8b no"])
def test_what_is_not_what_it_says_is_read_as_it_is(body):
    assert reading.content(JSON, body) == reading.text(JSON, body)


def told(status: int = 200, sent: str = "", **headers: str) -> list[str]:
    pairs = [[name.replace("_", "-"), value] for name, value in headers.items()]
    return reading.headers(RecordedAnswer("visitor", "/", sent, status, pairs, ""))


def test_the_etag_of_an_edition_is_left_out_and_that_of_a_sealed_file_stays():
    assert told(ETag='W/"a1"') == told(ETag='W/"b2"')
    assert told(ETag='W/"a1"') != told()
    assert told(ETag=f'"{"a" * 64}"') != told(ETag=f'"{"b" * 64}"')


def test_a_cookie_is_told_without_its_value():
    assert told(Set_Cookie="csrftoken=a; Path=/") == told(Set_Cookie="csrftoken=b; Path=/")
    assert told(Set_Cookie="csrftoken=a; Path=/") != told(Set_Cookie="csrftoken=a; Path=/; Secure")


def test_where_a_page_leads_stays_and_what_a_form_has_made_does_not():
    assert told(302, Location="/a/1/") != told(302, Location="/a/2/")
    assert told(302, "q=1", Location="/a/1/") == told(302, "q=1", Location="/a/2/")
