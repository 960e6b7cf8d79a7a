"""The largest file over the sample: labels in the language of the address, every row whole."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import call_command

from colleges.enrollment.models import Observation
from colleges.models import College

pytestmark = pytest.mark.django_db
NARROWED = "college=sample-02&year=2024"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("prefix", "level", "sex"), [("", "高级工", "女"), ("/en", "Senior worker", "Female")]
)
def test_labels_are_in_the_language_of_the_address(client, prefix, level, sex):
    address = f"{prefix}/data/enrollment.csv?{NARROWED}&level=senior&sex=female"
    rows = rows_of(client.get(address).getvalue())
    assert {row["level_code"] for row in rows} == {"senior"}
    assert {row["level"] for row in rows} == {level}
    assert {row["sex"] for row in rows} == {sex}
    assert all(row["entry_route"] != row["entry_route_code"] for row in rows)


def test_both_languages_give_the_same_codes_and_values(client):
    chinese, english = (
        [
            {name: cell for name, cell in row.items() if f"{name}_code" not in row}
            for row in rows_of(client.get(f"{prefix}/data/enrollment.csv?{NARROWED}").getvalue())
        ]
        for prefix in ("", "/en")
    )
    assert chinese == english
    assert {"level_code", "sex_code", "measure_code", "value"} <= set(chinese[0])


def test_the_file_holds_every_public_figure_once(client):
    rows = rows_of(client.get("/data/enrollment.csv").getvalue())
    leaf = ("year", "college_code", "specialty_code", "level_code", "entry_route_code", "sex_code")
    keys = {tuple(row[name] for name in (*leaf, "measure_code")) for row in rows}
    assert len(keys) == len(rows) == Observation.objects.public().count()


def test_the_figures_by_key_are_the_public_ones(correct):
    correct(2024, lambda figures: figures.filter(college__code="sample-03").update(value=7))
    College.objects.filter(code="sample-05").update(publication="withdrawn", withdrawal_zh="有误")
    by_key = list(Observation.objects.public_by_key().values_list("pk", flat=True))
    assert by_key == sorted(Observation.objects.public().values_list("pk", flat=True))


def test_unknown_is_a_symbol_beside_a_blank_and_never_0(client, correct):
    def hide(figures):
        employed = figures.filter(college__code="sample-02").of_measure("employed")
        employed.update(value=None, symbol="c")

    correct(2024, hide)
    address = f"/data/enrollment.csv?{NARROWED}&measure=employed"
    rows = rows_of(client.get(address).getvalue())
    assert rows
    assert {(row["value"], row["symbol"]) for row in rows} == {("", "c")}


@pytest.mark.parametrize(
    ("prefix", "options"),
    [
        ("", {}),
        ("/en", {"language": "en"}),
        ("/en", {"language": "en", "no_bom": True}),
    ],
)
def test_the_command_writes_the_very_bytes_of_the_address(client, tmp_path, prefix, options):
    file = tmp_path / "enrollment.csv"
    call_command(
        "export", "enrollment", output=file, filter=[*NARROWED.split("&"), "sex=male"], **options
    )
    bom = "&bom=0" if options.get("no_bom") else ""
    address = f"{prefix}/data/enrollment.csv?{NARROWED}&sex=male{bom}"
    assert file.read_bytes() == client.get(address).getvalue()
