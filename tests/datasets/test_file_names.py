"""The name of a download says what was asked; it is plain, of bounded length, and told twice."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.utils import translation

from qingdao_techedu.datasets.file_names import MAX_BYTES, disposition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_db")]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/data/colleges.csv", "colleges-zh.csv"),
        ("/en/data/colleges.parquet", "colleges-en.parquet"),
        ("/data/enrollment.xlsx?year=2024", "enrollment-year-2024-zh.xlsx"),
        (
            "/data/enrollment.csv?year=2024&measure=enrolled&year=2023&layout=wide",
            "enrollment-measure-enrolled-year-2023-2024-wide-zh.csv",
        ),
        (
            "/en/enrollment/table.csv?rows=district&level=senior&sort=2024",
            "enrollment-enrolled-district-year-level-senior-sort-2024-en.csv",
        ),
    ],
)
def test_the_name_says_filter_layout_and_language(client, address, name):
    for answer in (client.get(address), client.head(address)):
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_chinese_question_is_in_the_name_for_whoever_can_read_it(client):
    told = client.get("/data/colleges.csv?q=平度").headers["Content-Disposition"]
    plain, chinese = re.fullmatch(
        r"attachment; filename=\"(.+)\"; filename\*=UTF-8''(.+)", told
    ).groups()
    assert plain == "colleges-q-__-zh.csv"
    assert unquote(chinese) == "colleges-q-平度-zh.csv"
    assert told.isascii()


@pytest.mark.parametrize(
    "value",
    [
        'a"; filename="x.exe',
        "../../etc/passwd",
        "a\r\nX: y",
        "CON",
        "a/b\\c:d*e?f|g",
        "中" * 400,
        "x" * 900,
    ],
)
def test_no_value_breaks_out_of_the_name_or_makes_it_long(value):
    with translation.override("zh-hans"):
        told = disposition("colleges", [("q", value)], "csv")
    names = re.findall(r"filename(?:\*=UTF-8''([^;]+)|=\"([^\"]+)\")", told)
    for encoded, plain in names:
        name = unquote(encoded) or plain
        assert re.fullmatch(r"[\w.+-]+", name)
        assert len(name.encode()) <= MAX_BYTES + len("-zh.csv")
        assert name.startswith("colleges-q-") and name.endswith("-zh.csv")
    assert "\r" not in told and "\n" not in told


def test_long_questions_have_names_of_their_own():
    of = [disposition("enrollment", [("college", f"c{n}-" + "x" * 300)], "csv") for n in range(2)]
    same = "x" * 200
    last = [disposition("e", [("college", f"{same}{n}")], "csv") for n in range(2)]
    assert len(set(of)) == len(set(last)) == 2
