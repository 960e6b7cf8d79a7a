"""The largest file over the sample: labels in the language of the address, every row whole."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from django.core.management import call_command
from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from colleges.enrollment.models import (
    Observation,
    PublishedFigure,
    PublishedMember,
    Release,
)
from colleges.enrollment.releases import sealed_files
from colleges.models import College
from qingdao_techedu.datasets.query import Query
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


LEAF = ("year", "college_code", "specialty_code", "level_code", "entry_route_code", "sex_code")


def test_the_file_holds_every_public_figure_once(client):
    rows = rows_of(client.get("/data/enrollment.csv").getvalue())
    keys = {tuple(row[name] for name in (*LEAF, "measure_code", "group")) for row in rows}
    assert len(keys) == len(rows) == PublishedFigure.objects.public().leaves().count()


def test_the_figures_by_key_are_the_public_ones(correct):
    def one_more(figures):
        enrolled = figures.filter(college__code="sample-03").of_measure("enrolled")
        enrolled.update(value=F("value") + 1)

    correct(2024, one_more)
    College.objects.filter(code="sample-05").update(publication="withdrawn", withdrawal_zh="有误")
    for model in (PublishedFigure, PublishedMember):
        by_key = list(model.objects.public_by_key().values_list("pk", flat=True))
        assert by_key == sorted(model.objects.public().values_list("pk", flat=True))
        assert not model.objects.public().filter(college__code="sample-05").exists()


COUNTS = ("entrants", "enrolled", "graduates")


def added_up(rows: Iterable[dict[str, str]], *names: str) -> Counter[tuple[str, ...]]:
    added: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        added[tuple(row[name] for name in names)] += int(row["value"] or 0)
    return added


def test_totals_of_the_files_are_those_of_what_was_collected(client):
    """By year and measure; of sums in each table that tells the measure."""
    collected = {
        (str(year), measure): total
        for year, measure, total in Observation.objects.filter(
            release__in=Release.objects.current().values("pk")
        )
        .values_list("release__year", "measure__code")
        .annotate(total=Coalesce(Sum("value"), 0))
    }
    counts = rows_of(client.get("/data/enrollment.csv").getvalue())
    told = added_up(counts, "year", "measure_code")
    assert told == {key: total for key, total in collected.items() if key[1] in COUNTS}
    assert told["2024", "enrolled"] == 43_900
    sums = rows_of(client.get("/data/enrollment-outcomes.csv").getvalue())
    by_table = added_up(
        (row for row in sums if row["table_code"] != "leaf"), "year", "measure_code", "table_code"
    )
    assert len({table for _year, _measure, table in by_table}) == 5
    for (year, measure, _table), total in by_table.items():
        assert total == collected[year, measure]


def test_what_is_told_together_is_undivided_with_its_group_and_never_blank(client):
    rows = rows_of(client.get("/data/enrollment.csv").getvalue())
    together = [row for row in rows if row["group"]]
    assert together
    for row in together:
        told = {name: row[name] for name in row if name.endswith("_code")}
        assert "undivided" in told.values()
        assert all(told.values())
    names = {(row["sex_zh"], row["sex_en"]) for row in together if row["sex_code"] == "undivided"}
    assert names == {("未分列", "not told apart")}


def test_colleges_that_are_told_together_are_undivided_in_their_table(client):
    rows = rows_of(client.get("/data/enrollment-outcomes.csv?table=college").getvalue())
    together = [row for row in rows if row["group"]]
    assert together
    for row in together:
        assert (row["college_code"], row["college_zh"]) == ("undivided", "未分列")
        assert (row["specialty_code"], row["specialty_zh"]) == ("all", "全部")


def test_a_leaf_of_several_colleges_has_no_district_of_its_own(client, unguarded):
    figure = PublishedFigure.objects.public().leaves().filter(release__year=2024).earliest("pk")
    PublishedFigure.objects.filter(pk=figure.pk).update(college=None, specialty=None, group="g")
    rows = rows_of(client.get("/data/enrollment.csv?year=2024").getvalue())
    (row,) = (row for row in rows if row["group"] == "g")
    for name in ("college", "district", "specialty"):
        assert (row[f"{name}_code"], row[f"{name}_zh"]) == ("undivided", "未分列")
    wide = rows_of(client.get("/data/enrollment.csv?year=2024&layout=wide").getvalue())
    assert [row["district_en"] for row in wide if row["college_code"] == "undivided"] == [
        "not told apart"
    ]


def test_every_group_has_its_members_and_every_member_its_group(client):
    members = rows_of(client.get("/data/enrollment-groups.csv").getvalue())
    figures = [
        row | {"table_code": row.get("table_code", "leaf")}
        for code in ("enrollment", "enrollment-outcomes")
        for row in rows_of(client.get(f"/data/{code}.csv").getvalue())
        if row["group"]
    ]
    names = ("year", "table_code", "measure_code", "group")
    groups = Counter(tuple(row[name] for name in names) for row in members)
    assert set(groups) == {tuple(row[name] for name in names) for row in figures}
    assert min(groups.values()) >= 2
    assert not any("undivided" in row.values() for row in members)


@pytest.mark.parametrize(
    ("dataset", "suffix"),
    [
        ("enrollment", sealed_files.CSV),
        ("enrollment-outcomes", sealed_files.SUMS),
        ("enrollment-groups", sealed_files.GROUPS),
    ],
)
def test_a_data_set_and_the_sealed_file_of_a_year_agree_cell_by_cell(client, dataset, suffix):
    release = Release.objects.current().latest("year")
    address = f"/enrollment/releases/{release.year}/{release.version}.{suffix}"
    sealed = rows_of(client.get(address).getvalue())
    names = list(sealed[0])
    live = rows_of(client.get(f"/data/{dataset}.csv?year={release.year}").getvalue())
    assert sorted(tuple(row[name] for name in names) for row in live) == sorted(
        tuple(row.values()) for row in sealed
    )
    assert names == [name for name in live[0] if name in names]


@pytest.mark.parametrize("dataset", ["enrollment", "enrollment-outcomes", "enrollment-groups"])
def test_file_page_and_api_agree_cell_by_cell(client, dataset):
    question = "year=2024&college=sample-02"
    rows = rows_of(client.get(f"/data/{dataset}.csv?{question}").getvalue())
    told = client.get(f"/api/v1/datasets/{dataset}/rows?{question}&limit=1000").json()["data"]
    assert rows
    assert [
        {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in told
    ] == rows
    page = client.get(f"/data/{dataset}/?{question}").content.decode()
    assert all(f"<code>{name}</code>" in page for name in rows[0])


def test_the_wide_layout_adds_up_what_bears_the_same_codes(client, unguarded):
    """Two classes of other specialties, joined each by itself, would be one row."""
    leaves = PublishedFigure.objects.public().leaves().of_measure("enrolled")
    places = leaves.filter(release__year=2024, college__code="sample-02", sex="male")
    joined = list(places.order_by("pk").values_list("pk", flat=True)[:2])
    same = {"specialty": None, "level": "undivided", "entry_route": "undivided"}
    PublishedFigure.objects.filter(pk__in=joined).update(**same)
    long = rows_of(client.get("/data/enrollment.csv?year=2024").getvalue())
    wide = rows_of(client.get("/data/enrollment.csv?year=2024&layout=wide").getvalue())
    codes = LEAF
    assert len({tuple(row[name] for name in codes) for row in wide}) == len(wide) < len(long)
    told = {
        (*(row[name] for name in codes), measure): int(row[measure])
        for row in wide
        for measure in COUNTS
        if row[measure]
    }
    assert told == added_up(long, *codes, "measure_code")
    assert (
        max(Counter(tuple(row[one] for one in (*codes, "measure_code")) for row in long).values())
        > 1
    )
    assert "employed" not in wide[0]
    assert "group" not in wide[0]


def spoiled(symbols: list[tuple[int | None, str]]) -> dict[str, str]:
    """A wide row of which several figures of one measure have these values and symbols."""
    figures = PublishedFigure.objects.public().leaves().of_measure("entrants")
    first = figures.filter(group="").order_by("pk")[0]
    PublishedFigure.objects.filter(pk=first.pk).delete()
    for number, (value, symbol) in enumerate(symbols):
        first.pk, first.key = None, f"test-{number}"
        first.value, first.symbol = value, symbol
        first.save(force_insert=True)
    query = Query("enrollment", (("year", str(first.release.year)),), layout="wide")
    # Read to the end: on PostgreSQL half of a file holds the connection.
    (found,) = (
        dict(zip(query.header, row, strict=True))
        for row in list(query.rows())
        if row[query.header.index("college_code")] == first.college.code
        and row[query.header.index("specialty_code")] == first.specialty.slug
        and row[query.header.index("level_code")] == first.level
        and row[query.header.index("entry_route_code")] == first.entry_route
        and row[query.header.index("sex_code")] == first.sex
    )
    return found


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([(None, "c")], (None, "c")),
        ([(None, "c"), (None, "c")], (None, "c")),
        ([(None, "c"), (None, "x")], (None, "x")),
        ([(7, ""), (None, "c")], (7, "x")),
        ([(7, "x")], (7, "x")),
        ([(7, ""), (5, "")], (12, None)),
        ([(0, "")], (0, None)),
    ],
)
def test_the_wide_layout_keeps_symbols(unguarded, figures, expected):
    row = spoiled(figures)
    assert (row["entrants"], row["entrants_symbol"]) == expected


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("enrollment.csv?measure=employed", ["“employed”", "/en/data/enrollment-outcomes/"]),
        ("enrollment.csv?measure=enrolled&measure=further-study", ["enrollment-outcomes"]),
        ("enrollment-outcomes.csv?measure=enrolled", ["“enrolled”", "/en/data/enrollment/"]),
        ("enrollment.csv?measure=nothing", ["is not a value of measure"]),
        ("enrollment-outcomes.csv?table=leaves", ["level-sex"]),
        ("enrollment-outcomes.csv?layout=wide", ["only the layout"]),
    ],
)
def test_what_a_data_set_does_not_have_leads_to_the_one_that_has(client, address, words):
    answer = client.get(f"/en/data/{address}")
    assert answer.status_code == 400
    assert all(word in answer.content.decode() for word in words)


def test_what_is_not_told_apart_can_be_asked_for(client):
    rows = rows_of(client.get("/data/enrollment.csv?sex=undivided&year=2024").getvalue())
    assert {row["sex_code"] for row in rows} == {"undivided"}
    group = rows[0]["group"]
    address = (
        f"/data/enrollment-groups.csv?year=2024&group={group}&measure={rows[0]['measure_code']}"
    )
    assert {row["sex_code"] for row in rows_of(client.get(address).getvalue())} == {
        "female",
        "male",
    }


def test_unknown_is_a_symbol_beside_a_blank_and_never_0(client, unguarded):
    figures = PublishedFigure.objects.public().leaves().of_measure("enrolled")
    chosen = figures.filter(college__code="sample-02", release__year=2024)
    chosen.update(value=None, symbol="c")
    address = f"/data/enrollment.csv?{NARROWED}&measure=enrolled"
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
