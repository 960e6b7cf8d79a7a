"""Templates: what they hold, that they are harmless, and that they come back unchanged."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from colleges.models import College
from qingdao_techedu.imports import present
from qingdao_techedu.imports.applying import apply
from qingdao_techedu.imports.checking import check
from qingdao_techedu.imports.declaring import registered
from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.templates import as_csv, as_xlsx

TABLES = list(registered())
LANGUAGES = ["zh-hans", "en"]


def filled(table, suffix: str) -> bytes:
    rows = present.rows(table, table.model.objects.order_by("pk"))
    return as_xlsx(table, rows) if suffix == "xlsx" else b"".join(as_csv(table, rows))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("name", TABLES)
def test_what_is_there_today_comes_back_and_changes_nothing(sample_db, db, name, suffix, language):
    table = registered()[name]
    assert table.model.objects.exists()
    with translation.override(language):
        data = filled(table, suffix)
    sheet = read(data)
    assert len(sheet.rows) == table.model.objects.count()
    result = check(table, sheet)
    assert not [str(problem) for problem in result.problems]
    outcome = apply(result)
    assert (outcome.created, outcome.changed) == (0, 0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_every_heading_means_one_column(name, language):
    table = registered()[name]
    with translation.override(language):
        labels = [table.label_of(column) for column in table.sheet_columns]
    assert len(set(labels)) == len(labels)
    assert all(labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_has_a_sheet_to_fill_in_and_instructions_in_both_languages(language):
    with translation.override(language):
        data = as_xlsx(registered()["colleges"])
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert workbook.sheet_names == ["数据 Data", "填写说明", "Instructions"]
    told = workbook.get_sheet_by_name("Instructions").to_python()
    by_heading = {row[0]: row for row in told}
    assert by_heading["Code"][1] == "for a new record"
    assert "public / 公办 / Public" in by_heading["Ownership"][3]
    assert any("<clear>" in row[0] for row in told)


def test_a_template_keeps_its_heading_in_sight_and_offers_lists_and_text():
    with translation.override("en"), zipfile.ZipFile(io.BytesIO(_colleges())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert '<pane ySplit="1"' in sheet
    assert '<formula1>"Open,Merged,Closed"</formula1>' in sheet
    assert 'numFmtId="49"' in styles  # text: a code keeps its zeros


def _colleges() -> bytes:
    return as_xlsx(registered()["colleges"])


def test_an_empty_template_is_refused_as_such():
    with translation.override("en"):
        [problem] = check(registered()["colleges"], read(_colleges())).problems
        assert str(problem) == "Line 1: there is nothing below the headings."


@pytest.mark.parametrize("text", ["=1+1", "+86 532", "-", "@x", "'=1", "''+x", "'plain'"])
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_no_text_becomes_a_formula_and_each_comes_back(db, suffix, text):
    College.objects.filter(code="qd-001").update(sponsor_zh=text)
    table = registered()["colleges"]
    data = filled(table, suffix)
    if suffix == "csv":
        assert f",{text}," not in data.decode() or text == "'plain'"
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    outcome = apply(check(table, read(data)))
    assert (outcome.created, outcome.changed) == (0, 0)


def test_a_csv_template_opens_in_chinese_in_a_spreadsheet():
    with translation.override("zh-hans"):
        data = b"".join(as_csv(registered()["colleges"]))
    assert data.startswith("\ufeff代码,名称（中文）,".encode())
