"""A file of figures is taken as a whole or not at all, and every fault says where it is."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from colleges.enrollment.filing import importing
from colleges.enrollment.models import FiguresFile, Measure, Observation, Release
from colleges.enrollment.releases import actions
from colleges.enrollment.releases.canonical import collected, pieces
from colleges.models import College, Specialty

pytestmark = pytest.mark.django_db
HEADING = ["college", "specialty", "level", "entry_route", "sex", "measure", "value", "symbol"]
ROW = ["qd-001", "welding", "senior", "junior-leaver", "female"]


def as_csv(rows: list[list], heading: list[str] = HEADING, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([heading, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(rows: list[list], heading: list[str] = HEADING) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([heading, *rows]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


@pytest.fixture
def row() -> list[str]:
    """The codes of one group."""
    college, specialty = College.objects.order_by("code")[0], Specialty.objects.order_by("slug")[0]
    return [college.code, specialty.slug, "senior", "junior-leaver", "male"]


@pytest.fixture
def file(tmp_path):
    def put(content: bytes, name: str = "figures.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put


def run(path, capsys, *options) -> str:
    call_command("import_enrollment", path, "--year=2031", "--language=en", *options)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "made",
    [
        as_csv,
        as_xlsx,
        lambda rows: as_csv(rows, encoding="utf-8-sig"),
        lambda rows: as_csv(rows, encoding="gbk"),
    ],
    ids=["utf-8", "xlsx", "bom", "gbk"],
)
def test_codes_and_chinese_names_are_taken_from_every_kind_of_file(
    release, row, file, capsys, made
):
    college, specialty = College.objects.get(code=row[0]), Specialty.objects.get(slug=row[1])
    rows = [
        [*row, "enrolled", 70, ""],
        [college.name_zh, specialty.name_zh, "高级工", "初中毕业生", "男", "毕业生数", "", "c"],
    ]
    assert "2 new, 0 changed, 0 removed" in run(file(made(rows)), capsys)
    taken = release.observations.filter(sex="male")
    assert {(one.measure.code, one.value, one.symbol) for one in taken} == {
        ("enrolled", 70, ""),
        ("graduates", None, "c"),
    }


def test_a_dry_run_writes_nothing_and_the_same_file_twice_changes_nothing(
    release, row, file, capsys
):
    path = file(as_csv([[*row, "enrolled", "70", ""]]))
    assert "Would be: 1 new" in run(path, capsys, "--dry-run")
    assert release.observations.count() == 4
    assert "Were: 1 new" in run(path, capsys)
    histories = Observation.history.count()
    assert "0 new, 0 changed, 0 removed, 1 unchanged" in run(path, capsys)
    assert Observation.history.count() == histories


def test_the_file_of_a_release_comes_back_unchanged_and_a_change_is_a_change(release, file, capsys):
    content = b"".join(pieces(collected(release)))
    assert "0 new, 0 changed, 0 removed, 4 unchanged" in run(file(content), capsys, "--whole")
    changed = content.replace(b"enrolled,120", b"enrolled,119")
    assert "0 new, 1 changed, 0 removed, 3 unchanged" in run(file(changed), capsys)
    told = Observation.history.filter(measure__code="enrolled").latest("pk")
    assert told.value == 119


def test_the_data_set_of_the_public_comes_back_too(client, sealed, editor, file, capsys):
    """It has the two counts; outcomes are published as sums, which are no figures of a release."""
    content = client.get("/data/enrollment.csv?year=2031").getvalue()
    actions.start_revision(sealed, by=editor)
    assert "0 new, 0 changed, 0 removed, 2 unchanged" in run(file(content), capsys)


def test_what_is_not_told_apart_is_no_figure_of_a_release(release, row, file):
    """A published file does not come back as if it were what was collected."""
    row[4] = "undivided"
    with pytest.raises(CommandError, match="undivided"):
        call_command(
            "import_enrollment",
            file(as_csv([[*row, "enrolled", "8", ""]])),
            year=2031,
            language="en",
        )
    assert not release.observations.filter(value=8).exists()


def test_a_file_of_the_whole_year_removes_what_it_does_not_hold(release, row, file, capsys):
    path = file(as_csv([[*row, "enrolled", "70", ""]]))
    assert "1 new, 0 changed, 4 removed" in run(path, capsys, "--whole")
    assert release.observations.get().value == 70


FAULTS = [
    ("-3", "is not negative"),
    ("3.5", "is a whole number"),
    ("1,200", "without commas"),
    ("99999999999999999999", "at most 1000000"),
    ("1000001", "at most 1000000"),
    ("twelve", "digits alone"),
    ("", "a value or a symbol"),
    ("１２", ""),
]


@pytest.mark.parametrize(("value", "says"), FAULTS)
def test_a_count_that_is_none_is_named_with_line_column_and_rule(
    release, row, file, capsys, value, says
):
    path = file(as_csv([[*row, "enrolled", "1", ""], [*row, "entrants", value, ""]]))
    if not says:  # full-width digits are digits
        assert "2 new" in run(path, capsys)
        return
    with pytest.raises(CommandError) as refused:
        run(path, capsys)
    told = str(refused.value)
    assert "Line 3, column value" in told
    assert says in told
    assert value in told
    assert release.observations.count() == 4


@pytest.mark.parametrize(
    ("place", "text", "says"),
    [
        (0, "qd-999999", "column college"),
        (1, "weldin", "Near to it: welding"),
        (2, "seniorr", "Write one of: Intermediate worker, Senior worker"),
        (4, "", "the cell is empty"),
        (5, "enrolment", "Near to it: enrolled"),
    ],
)
def test_an_unknown_code_names_what_is_near(release, row, file, capsys, place, text, says):
    cells = [*row, "enrolled", "1", ""]
    cells[place] = text
    with pytest.raises(CommandError, match="Nothing was imported") as refused:
        run(file(as_csv([cells])), capsys)
    assert says in str(refused.value)


def test_two_lines_of_the_same_figure_name_each_other(release, row, file, capsys):
    with pytest.raises(CommandError, match=r"Line 3: .* stands in line 2 already"):
        run(file(as_csv([[*row, "enrolled", "1", ""], [*row, "enrolled", "2", ""]])), capsys)


def test_more_at_work_than_graduated_is_found_with_what_stands_there(release, file, capsys):
    college, specialty = College.objects.order_by("code")[0], Specialty.objects.order_by("slug")[0]
    group = [college.code, specialty.slug, "senior", "junior-leaver", "female"]
    with pytest.raises(CommandError, match="41 at work or in further study are more than 40"):
        run(file(as_csv([[*group, "employed", "41", ""]])), capsys)
    assert "1 changed" in run(file(as_csv([[*group, "employed", "40", ""]])), capsys)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (as_csv([]), "nothing below the headings"),
        (as_csv([["1"] * 1_000], ["h"] * 1_000), "more than 60 columns"),
        (as_csv([["x"]], ["college"]), "the column is missing"),
        (as_csv([["x"]], [*HEADING, "secret"]), "there is no such column"),
        (as_csv([["x"]], [*HEADING, "college"]), "twice"),
        (b"PK\x03\x04 no archive", "not a readable XLSX"),
        (b"\xd0\xcf\x11\xe0 old", "old format of Office or WPS"),
        (as_xlsx([["=1+1", *ROW[1:], "enrolled", 1]]), "formula"),
        (b"a\x00b,c\n", "NUL"),
        (b"college\n" + b"\n" * 300_001, "below line 300000"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_file_of_figures_is_refused_with_a_sentence(
    release, file, capsys, content, says
):
    with pytest.raises(CommandError) as refused:
        run(file(content), capsys)
    assert says in str(refused.value)
    assert release.observations.count() == 4


def test_a_workbook_that_unfolds_without_end_is_refused(release, file, capsys):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in zipfile_parts(as_xlsx([])):
            if name == "xl/worksheets/sheet1.xml":
                content = content + b" " * (170 * 2**20)
            archive.writestr(name, content)
    with pytest.raises(CommandError, match="unpacks to more than 160 MB"):
        run(file(bomb.getvalue(), "bomb.xlsx"), capsys)


def zipfile_parts(data: bytes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_a_sealed_release_takes_no_file_and_says_what_to_do(sealed, row, file, capsys):
    with pytest.raises(CommandError, match="Start a revision"):
        run(file(as_csv([[*row, "enrolled", "1", ""]])), capsys)


def test_a_year_without_a_release_gets_one_but_not_by_a_dry_run(row, file, capsys, db):
    path = file(as_csv([[*row, "enrolled", "1", ""]]))
    run(path, capsys, "--dry-run")
    assert not Release.objects.filter(year=2031).exists()
    run(path, capsys)
    assert Release.objects.get(year=2031).is_open


def test_a_file_with_very_many_faults_tells_the_first_of_them(release, row, file, capsys):
    many = [[*row, "enrolled", "x1", ""] for _line in range(3_000)]
    with pytest.raises(CommandError) as refused:
        run(file(as_csv(many)), capsys)
    assert str(refused.value).count("\n") < 300
    assert "more." in str(refused.value)


# At the desk


@pytest.fixture
def desk(sign_in, editor):
    return sign_in(editor)


def send(desk, release, content: bytes, **rest):
    upload = io.BytesIO(content)
    upload.name = "figures.csv"
    address = f"/en/admin/enrollment/release/{release.pk}/import/"
    return desk.post(address, {"file": upload, **rest})


def test_at_the_desk_a_file_is_looked_at_before_it_is_written(desk, release, row, editor):
    sent = send(desk, release, as_csv([[*row, "enrolled", "70", ""]]), reason="by letter")
    assert sent.status_code == 302
    shown = desk.get(sent.url)
    assert "1 new, 0 changed, 0 removed, 0 unchanged" in shown.content.decode()
    assert release.observations.count() == 4
    assert desk.post(sent.url, {"act": "write"}).status_code == 302
    taken = release.observations.get(sex="male")
    assert taken.value == 70
    told = taken.history.get()
    assert (told.history_user, told.history_change_reason) == (editor, "by letter")
    listed = desk.get(f"/en/admin/enrollment/release/{release.pk}/import/")
    assert "figures.csv" in listed.content.decode()
    assert desk.get(sent.url).status_code == 404


def test_what_changed_meanwhile_is_shown_again_before_it_is_written(desk, release, row):
    content = as_csv([[*row, "enrolled", "70", ""]])
    sent = send(desk, release, content)
    measure = Measure.objects.get(code="enrolled")
    Observation.objects.create(
        release=release,
        college=College.objects.get(code=row[0]),
        specialty=Specialty.objects.get(slug=row[1]),
        level="senior",
        entry_route="junior-leaver",
        sex="male",
        measure=measure,
        value=69,
    )
    refused = desk.post(sent.url, {"act": "write"})
    assert refused.status_code == 409
    assert "changed since" in refused.content.decode()
    assert "0 new, 1 changed" in refused.content.decode()
    assert desk.post(sent.url, {"act": "write"}).status_code == 302
    assert release.observations.get(sex="male").value == 70


def test_a_dropped_or_replaced_file_is_gone(desk, release, row):
    first = send(desk, release, as_csv([[*row, "enrolled", "70", ""]]))
    second = send(desk, release, as_csv([[*row, "enrolled", "71", ""]]))
    assert desk.get(first.url).status_code == 404
    desk.post(second.url, {"act": "drop"})
    assert not FiguresFile.objects.exists()
    assert release.observations.count() == 4


def test_faults_are_shown_on_the_page_with_their_lines(desk, release, row):
    page = send(desk, release, as_csv([[*row, "enrolled", "-1", ""]]))
    assert page.status_code == 422
    assert "not negative" in page.content.decode()
    assert not FiguresFile.objects.exists()
    page = send(desk, release, b"PK\x03\x04")
    assert "not a readable XLSX" in page.content.decode()


def test_a_release_that_was_submitted_meanwhile_takes_no_file(desk, release, row, editor):
    sent = send(desk, release, as_csv([[*row, "entrants", "70", ""]]))
    actions.submit(release, by=editor)
    assert desk.post(sent.url, {"act": "write"}).status_code == 302
    assert release.observations.count() == 4


def test_only_who_may_change_the_release_and_sent_the_file_goes_on(
    release, row, sign_in, staff, editor
):
    sent = send(sign_in(editor), release, as_csv([[*row, "enrolled", "70", ""]]))
    assert sign_in(staff("editor", "another")).get(sent.url).status_code == 404
    for role in ("auditor", "reporter"):
        other = sign_in(staff(role))
        assert other.get(sent.url).status_code == 403
        assert other.post(sent.url, {"act": "write"}).status_code == 403
    assert release.observations.count() == 4


def test_the_templates_come_back_through_the_door(desk, release):
    for suffix in ("csv", "xlsx"):
        address = f"/en/admin/enrollment/release/{release.pk}/import/template.{suffix}"
        checked = importing.check(desk.get(address).content, release)
        assert len(checked.problems) == 1  # only that there is no figure yet
    now = desk.get(f"/en/admin/enrollment/release/{release.pk}/import/now.csv")
    assert importing.check(now.getvalue(), release).comparison.is_empty
