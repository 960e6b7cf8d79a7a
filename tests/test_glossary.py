"""One term for one thing: what the glossary gave up stands in neither catalog."""

from __future__ import annotations

import re

import polib
import pytest
from django.conf import settings

from tests.rooms import ROOTS

GLOSSARY = settings.BASE_DIR / "docs" / "glossary.md"
FOLDER = settings.BASE_DIR / "qingdao_techedu" / "locale" / "zh_Hans" / "LC_MESSAGES"
# A line of the glossary: four cells, of which the last holds what is used no more.
LINE = re.compile(r"^\| (?P<zh>[^|]+) \| (?P<en>[^|]+) \|[^|]*\|(?P<given_up>[^|]*)\|$", re.M)


def terms() -> list[re.Match[str]]:
    lines = list(LINE.finditer(GLOSSARY.read_text(encoding="utf-8")))
    return [line for line in lines if line["zh"] != "中文"]


def given_up() -> list[str]:
    return [term for line in terms() for term in line["given_up"].strip().split("、") if term]


def said() -> list[str]:
    """Every sentence of the catalogs, in both languages."""
    entries = [entry for path in FOLDER.glob("*.po") for entry in polib.pofile(str(path))]
    return [
        text
        for entry in entries
        for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values())
        if text
    ]


@pytest.mark.parametrize("term", given_up())
def test_a_term_that_was_given_up_is_said_nowhere(term):
    assert [text for text in said() if term in text] == []


def test_the_glossary_holds_terms_in_both_languages():
    assert len(terms()) > 20
    assert all(re.search("[\u4e00-\u9fff]", line["zh"]) for line in terms())
    assert all(re.search("[a-z]", line["en"]) for line in terms())


@pytest.mark.parametrize(
    "term",
    ["来源类别", "公开数据摘编", "培养层次", "修改申请", "数据检查", "指标说明", "退回核实"],
)
def test_what_the_glossary_chose_is_what_people_read(term):
    assert any(term in text for text in said())


def test_no_reference_record_says_what_was_given_up():
    files = [path for root in ROOTS for path in (settings.BASE_DIR / root).rglob("data/*.csv")]
    assert len(files) > 10
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert [term for term in given_up() if term in text] == [], path.name
