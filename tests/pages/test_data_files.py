"""The largest file over the sample: labels in the language of the address, every row whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command

from colleges.enrollment.models import Observation
from colleges.models import College
from qingdao_techedu.datasets.registry import registered

pytestmark = pytest.mark.django_db
NARROWED = "college=sample-02&year=2024"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_labels_stand_beside_their_codes_in_both_languages(client):
    address = f"/data/enrollment.csv?{NARROWED}&level=senior&sex=female&measure=enrolled"
    rows = rows_of(client.get(address).getvalue())
    ends = ("code", "zh", "en")
    told = {tuple(row[f"{name}_{end}"] for end in ends) for name, row in named(rows)}
    assert {
        ("senior", "高级工", "Senior worker"),
        ("female", "女", "Female"),
        ("enrolled", "在校生数", "Students enrolled"),
        ("persons", "人", "persons"),
        ("sample", "示例数据", "Sample data"),
    } <= told


def named(rows: list[dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    for row in rows:
        yield from ((name[:-5], row) for name in row if name.endswith("_code"))


def test_both_languages_give_the_same_file(client):
    chinese, english = (
        client.get(f"{prefix}/data/enrollment.csv?{NARROWED}").getvalue() for prefix in ("", "/en")
    )
    assert chinese == english
    assert chinese.count(b"\n") > 1


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


def test_a_wide_data_set_shows_a_few_columns_and_one_row_whole(client):
    page = client.get("/en/data/enrollment/").content.decode()
    shown = page.split('aria-labelledby="examples"')[1].split("</table>")[0]
    assert shown.count('<th scope="col">') == 5
    whole = page.split("</table>", 1)[1].split("<details")[1].split("</details>")[0]
    assert whole.count("<dt><code>") == len(registered()["enrollment"].header)
