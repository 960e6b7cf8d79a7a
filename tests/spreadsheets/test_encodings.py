"""Which encoding a text is in: what it says decides, even a single character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.spreadsheets.encodings import decoded, likely

LEVEL_ONE = "".join(
    bytes([first, second]).decode("gb2312")
    for first in range(0xB0, 0xD7)
    for second in range(0xA1, 0xFF)
)
FILES = [
    "code,name_zh\nqd-002,平度市技师学院",
    "code,name_zh\nqd-001,青岛市技师学院\n",
    "code,sponsor_zh\nqd-002,学校\n",
    "code,sponsor_zh\nqd-002,师\n",
    "qd-002,煤\n",
    "name\n某某某\n",
    "名称\n平度市职业中等专业学校\n莱西市职业中等专业学校\n胶州市职业教育中心学校\n",
    "说明\n“CAD图”（三年制）——路\n",
    "name,number\n王喆,１２\n",
]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gbk", "GB18030"),
        ("gb18030", "GB18030"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("text", FILES)
def test_a_chinese_file_is_read_in_each_encoding_of_offices(text, encoding, name):
    assert decoded(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize(
    "text", ["name\nCafé\n", "name\nMüller, naïve\n", "name\nlǜsè 5° A·B\n", "name\nqīngdǎo\n"]
)
def test_accents_of_western_words_are_utf_8(text):
    assert decoded(text.encode()) == (text, "UTF-8")


@pytest.mark.parametrize("text", ["編碼,名稱\nqd-1,青島市技師學院\n", "a,b\n1,機電一體化\n"])
def test_traditional_characters_in_big5_are_read(text):
    assert decoded(text.encode("big5")) == (text, "Big5")


@given(st.text(st.sampled_from(LEVEL_ONE), min_size=1, max_size=8))
def test_any_usual_characters_are_read_in_both_usual_encodings(text):
    file = f"code,name\nqd-1,{text}\n"
    assert likely(file.encode("gb2312")) == "gb18030"
    assert likely(file.encode()) == "utf-8"


def test_a_long_file_is_weighed_by_its_lines_that_tell(monkeypatch):
    lines = [b"qd-001,10"] * 100_000 + ["qd-002,学校".encode("gbk")]
    assert likely(b"\n".join(lines)) == "gb18030"
