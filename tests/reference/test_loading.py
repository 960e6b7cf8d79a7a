"""Loading reference files: twice is once, staff have the last word, bad files change nothing."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from conferences.models import Conference
from qingdao_techedu.facts import reference
from qingdao_techedu.facts.models import (
    Citation,
    Division,
    Indicator,
    ReferenceRow,
    ReportedFigure,
    Source,
)
from qingdao_techedu.facts.reference import ReferenceTable
from qingdao_techedu.reference import loading

pytestmark = pytest.mark.django_db

INDICATORS = "code,name_zh,name_en\ntest-a,甲,A\ntest-b,乙,B\n"
PLACES = "code,name_zh,level,provenance,verification,source,locator\n"
PLACE = "379901,某县,district,press,verified,test-one,第1段\n"


@pytest.fixture
def write(tmp_path):
    """Writes a file of the given text and returns the table that it is."""

    def make(text: str | bytes, model: str = "facts.Indicator", **options) -> ReferenceTable:
        path = tmp_path / "test" / "data" / "records.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return ReferenceTable(path, model, **options)

    return make


@pytest.fixture
def load(write):
    """Writes and loads one file, and returns what that did."""

    def run(text: str | bytes, model: str = "facts.Indicator", **options) -> loading.LoadOutcome:
        (outcome,) = loading.load([write(text, model, **options)]).values()
        return outcome

    return run


@pytest.fixture
def sources():
    return [
        Source.objects.create(key=key, kind="press", publisher_zh="某报")
        for key in ("test-one", "test-two")
    ]


def counts() -> dict[str, int]:
    """The rows of every table, histories and ledger included."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_a_second_load_changes_nothing():
    before = counts()
    outcomes = loading.load()
    assert counts() == before
    assert {(o.created, o.updated, o.kept) for o in outcomes.values()} == {(0, 0, 0)}
    assert sum(outcome.unchanged for outcome in outcomes.values()) == sum(
        before[label] for label in ["facts.ReferenceRow"]
    )


def test_new_rows_become_records_with_a_history(load):
    assert load(INDICATORS).created == 2
    record = Indicator.objects.get(code="test-a")
    assert (record.name_zh, record.name_en, record.pinyin) == ("甲", "A", "jia")
    assert record.history.get().history_change_reason == "load_reference: test/records.csv"


def test_a_changed_file_updates_what_nobody_touched(load):
    load(INDICATORS)
    outcome = load(INDICATORS.replace("乙,B", "乙二,B"))
    assert (outcome.updated, outcome.unchanged, outcome.created) == (1, 1, 0)
    record = Indicator.objects.get(code="test-b")
    assert (record.name_zh, record.history.count()) == ("乙二", 2)


def test_a_staff_edit_survives_a_change_of_another_field(load):
    load(INDICATORS)
    Indicator.objects.filter(code="test-a").update(name_zh="甲（改）")
    load(INDICATORS.replace("甲,A", "甲,Alpha"))
    record = Indicator.objects.get(code="test-a")
    assert (record.name_zh, record.name_en) == ("甲（改）", "Alpha")


def test_a_staff_edit_survives_a_change_of_the_same_field(load):
    load(INDICATORS)
    Indicator.objects.filter(code="test-a").update(name_zh="甲（改）")
    outcome = load(INDICATORS.replace("甲,A", "甲三,A"))
    assert outcome.kept == 1
    assert Indicator.objects.get(code="test-a").name_zh == "甲（改）"
    load(INDICATORS.replace("甲,A", "甲四,A"))
    assert Indicator.objects.get(code="test-a").name_zh == "甲（改）"


def test_a_deleted_record_stays_deleted(load):
    load(INDICATORS)
    Indicator.objects.get(code="test-a").delete()
    assert load(INDICATORS).created == 0
    assert load(INDICATORS.replace("甲,A", "甲,Alpha")).kept == 1
    assert not Indicator.objects.filter(code="test-a").exists()


def test_a_record_that_staff_made_first_is_left_as_it_is(load):
    Indicator.objects.create(code="test-a", name_zh="自建")
    outcome = load(INDICATORS)
    assert (outcome.created, outcome.kept) == (1, 1)
    assert Indicator.objects.get(code="test-a").name_zh == "自建"


def test_a_new_column_fills_what_is_still_blank(load):
    load("code,name_zh\ntest-a,甲\n")
    load("code,name_zh,definition_zh\ntest-a,甲,定义\n")
    assert Indicator.objects.get(code="test-a").definition_zh == "定义"


def test_a_column_that_leaves_the_file_changes_no_record(load):
    load(INDICATORS)
    outcome = load("code,name_zh\ntest-a,甲\ntest-b,乙\n")
    assert (outcome.unchanged, outcome.updated) == (2, 0)
    assert Indicator.objects.get(code="test-a").name_en == "A"


def test_a_row_about_a_record_that_staff_deleted_is_passed_over(load, write):
    load(INDICATORS)
    Indicator.objects.get(code="test-a").delete()
    figures = "code,indicator,place,period_from,value,unit\n" + "".join(
        f"figure-{letter},test-{letter},370200,2024,1,persons\n" for letter in "ab"
    )
    outcome = load(figures, "facts.ReportedFigure")
    assert (outcome.created, outcome.kept) == (1, 1)
    assert ReportedFigure.objects.filter(code="figure-b").exists()


def test_a_record_that_staff_renamed_is_found_under_its_old_key(load):
    load(INDICATORS)
    Indicator.objects.filter(code="test-a").update(code="test-alpha")
    load(
        "code,indicator,place,period_from,value,unit\nfigure-a,test-a,370200,2024,1,persons\n",
        "facts.ReportedFigure",
    )
    assert ReportedFigure.objects.get(code="figure-a").indicator.code == "test-alpha"


def places_of(record) -> set[tuple[str, str]]:
    return set(record.citations.values_list("source__key", "locator"))


def test_citations_follow_the_file_and_spare_those_of_staff(load, sources):
    load(PLACES + PLACE, "facts.Division")
    record = Division.objects.get(code="379901")
    assert places_of(record) == {("test-one", "第1段")}
    Citation.objects.create(source=sources[1], record=record, locator="第9页")

    moved = PLACE.replace("test-one,第1段", "test-one;test-two,第2段")
    assert load(PLACES + moved, "facts.Division").updated == 1
    assert places_of(record) == {("test-one", "第2段"), ("test-two", ""), ("test-two", "第9页")}


@pytest.mark.parametrize("step", [1, -1])
def test_a_list_of_records_is_the_same_in_any_order(load, step):
    header = "slug,name_zh,held_on,figures\ntest-conference,某会议,2024,"
    codes = ["qingdao-2024-colleges", "qingdao-2024-enrolled"][::step]
    three = ";".join([*codes, "qingdao-2024-output"])
    load(f"{header}{';'.join(codes)}\n", "conferences.Conference", key=("slug",))
    outcome = load(f"{header}{three}\n", "conferences.Conference", key=("slug",))
    assert (outcome.updated, outcome.kept) == (1, 0)
    assert Conference.objects.get(slug="test-conference").figures.count() == 3


FIGURES = "code,indicator,place,period_from,value,unit\n"
MALFORMED = {
    "unknown column": (
        "facts.Indicator",
        "code,name_zh,nonsense\nx,甲,1\n",
        "line 1, column nonsense: indicator has no such field.",
    ),
    "citation of a model that has none": (
        "facts.Indicator",
        "code,name_zh,source\nx,甲,test-one\n",
        "line 1, column source: indicator has no such field.",
    ),
    "column twice": (
        "facts.Indicator",
        "code,name_zh,name_zh\nx,甲,乙\n",
        "line 1, column name_zh: stands in the header twice.",
    ),
    "no key": (
        "facts.Indicator",
        "name_zh\n甲\n",
        "line 1, column code: the key column is missing.",
    ),
    "empty file": ("facts.Indicator", "", "line 1: the file has no header."),
    "wrong cell count": (
        "facts.Indicator",
        INDICATORS + "test-c,丙\n",
        "line 4: 2 cells where the header has 3.",
    ),
    "wrong cell count after a cell of two lines": (
        "facts.Indicator",
        'code,name_zh,definition_zh\nx,甲,"一\n二"\ny,乙\n',
        "line 4: 2 cells where the header has 3.",
    ),
    "bad value": (
        "facts.ReportedFigure",
        FIGURES + "x,enrolled,370200,2024,many,persons\n",
        "line 2, column value: “many” value must be a decimal number.",
    ),
    "unknown choice": (
        "facts.ReportedFigure",
        FIGURES + "x,enrolled,370200,2024,1,horses\n",
        "line 2, column unit: Value 'horses' is not a valid choice.",
    ),
    "bad date": (
        "facts.ReportedFigure",
        FIGURES + "x,enrolled,370200,2024-13,1,persons\n",
        "line 2, column period_from: “2024-13” is not a date; write 1991, 2024-12 or 2024-04-24.",
    ),
    "missing value": (
        "facts.Indicator",
        "code,name_zh\nx,\n",
        "line 2, column name_zh: This field cannot be blank.",
    ),
    "unknown foreign key": (
        "facts.ReportedFigure",
        FIGURES + "x,nothing,370200,2024,1,persons\n",
        'line 2, column indicator: there is no indicator "nothing".',
    ),
    "foreign key of too many parts": (
        "facts.ReportedFigure",
        FIGURES + "x,enrolled/a,370200,2024,1,persons\n",
        'line 2, column indicator: there is no indicator "enrolled/a".',
    ),
    "unknown kind of subject": (
        "facts.ReportedFigure",
        "code,indicator,subject,period_from,value,unit\nx,enrolled,horses:1,2024,1,persons\n",
        'line 2, column subject: there is no kind of record "horses".',
    ),
    "unknown source": (
        "facts.Division",
        PLACES + PLACE.replace("test-one", "nowhere"),
        'line 2, column source: there is no source "nowhere".',
    ),
    "duplicate key": (
        "facts.Indicator",
        INDICATORS + "test-a,丙,C\n",
        'line 4, column code: "test-a" stands in an earlier line already.',
    ),
    "broken constraint": (
        "facts.Division",
        "code,name_zh,level,provenance,verification\n379901,某县,district,sample,verified\n",
        "line 2: Sample data cannot carry a verification.",
    ),
    "not UTF-8": (
        "facts.Indicator",
        "code,name_zh\nx,甲\ny,乙\n".encode("gbk"),
        "line 2: is not UTF-8 text.",
    ),
    "unbalanced quote": (
        "facts.Indicator",
        'code,name_zh\nx,甲\ny,"乙\nz,丙\n',
        "line 3: unexpected end of data.",
    ),
}


@pytest.mark.parametrize("fault", MALFORMED)
def test_a_malformed_file_stops_with_its_place_and_leaves_nothing(write, fault):
    model, text, reason = MALFORMED[fault]
    good = reference.registered()[0]
    table, before = write(text, model), counts()
    with pytest.raises(loading.MalformedReference) as refusal:
        loading.load([good, table])
    assert str(refusal.value) == f"{table.path}, {reason}"
    assert counts() == before


def test_the_command_says_that_nothing_was_loaded(write, monkeypatch):
    table = write("code\n\n\nx,y\n")
    monkeypatch.setattr(loading, "registered", lambda: [table])
    with pytest.raises(CommandError) as refusal:
        call_command("load_reference")
    assert str(refusal.value) == (
        f"Nothing was loaded. {table.path}, line 4: 2 cells where the header has 1."
    )
    assert not ReferenceRow.objects.filter(table=table.name).exists()


def test_a_reference_file_with_a_personal_number_is_not_loaded(write):
    table = write("code,name_zh,name_en,definition_zh\ntest-a,甲,A,请致电 13812345678\n")
    with pytest.raises(loading.MalformedReference, match=r"line 2, column definition_zh: .*138\*"):
        loading.load([table])
