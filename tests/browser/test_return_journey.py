"""From a college's return to a figure that is cited, and what the citation says of a revision."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from colleges.enrollment.models import Observation, Release
from colleges.enrollment.returns.sample import YEAR
from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets.models import Permalink
from qingdao_techedu.sample import loading as sampling
from tests.browser.test_editor_journey import sign_in

COLLEGE = "sample-01"
SEALING = 240_000  # milliseconds at most: all years are attacked before a release is put out
WHO = 5  # columns of the workbook that say which line it is
QUESTION = f"/enrollment/?measure=enrolled&rows=specialty&columns=sex&college={COLLEGE}&year={YEAR}"


@pytest.fixture
def release(site, sign_ins) -> Iterator[Release]:
    """The sample's open release, in which only one college's figures are not there yet."""
    release = Release.objects.get(year=YEAR)
    release.returns.exclude(college__code=COLLEGE).delete()
    others = Observation.objects.filter(release__year=YEAR - 1).exclude(college__code=COLLEGE)
    copies = list(others)
    for one in copies:
        one.pk, one.release = None, release
    Observation.objects.bulk_create(copies)
    yield release
    # The other tests find the sample as it was.
    Permalink.objects.all().delete()
    sampling.clear()
    sampling.load()
    rules.appoint_for_sample(get_user_model().objects.get(username="reporter"))


@pytest.fixture
def desk_of(visit, sign_ins):
    """Opens the desk without JavaScript, signed in as a role."""

    def open_desk(role: str) -> Page:
        desk = visit("/admin/", javascript=False)
        desk.set_default_timeout(SEALING)
        sign_in(desk, role, sign_ins[role])
        return desk

    return open_desk


def do(page: Page, address: str, code: str, **fields: str) -> None:
    """Press the button of an act on a page of the desk, after filling in what it asks."""
    page.goto(address)
    form = page.locator(f'form[action$="/{code}/"]')
    for name, text in fields.items():
        form.locator(f"[name={name}]").fill(text)
    form.locator("button").click()
    expect(page.locator(".messagelist .success")).to_be_visible(timeout=SEALING)


def filled_in(template: Path) -> bytes:
    """The workbook with last year's figures as this year's, and one entrant more in each line."""
    rows = CalamineWorkbook.from_path(template).get_sheet_by_index(0).to_python()
    for row in rows[1:]:
        for place in range(WHO, len(row) - 1, 2):
            row[place + 1] = row[place] + (place == WHO)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def fill_in_and_send(desk: Page, address: str) -> None:
    """One part by hand, the others by file; then a word on whatever is unusual."""
    desk.goto(address)
    part = desk.locator("#content-main table a").first
    part.click()
    for cell in desk.locator(".return-grid input[type=text]").all():
        cell.fill("10")
    desk.locator(".return-part button").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    with desk.expect_download() as download:
        desk.locator('a[href$="template.xlsx"]').click()
    content = filled_in(Path(download.value.path()))
    desk.locator('a[href$="/file/"]').click()
    desk.locator("input[type=file]").set_input_files(
        {"name": "return.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    desk.locator("form[enctype] button").click()
    expect(
        desk.locator(".wide-table caption")
    ).to_be_visible()  # what was typed by hand would change
    desk.locator("form:has([name=taken]) button").click()
    words = desk.locator("[name=words]")
    for number in range(words.count()):
        words.nth(number).fill("已逐项核对")
    if words.count():
        desk.locator('form[action$="/explain/"] button').click()
    do(desk, address, "send")


def test_a_return_becomes_a_figure_that_is_cited_and_revised(visit, desk_of, release):
    annual_return = release.returns.get()
    address = annual_return.get_absolute_url()
    sealing = f"/admin/enrollment/release/{release.pk}/sealing/"
    reporter, editor, reviewer = (desk_of(role) for role in ("reporter", "editor", "reviewer"))

    expect(reporter.locator(f'a[href="{address}"]')).to_be_visible()  # on the home page
    fill_in_and_send(reporter, address)
    do(editor, address, "query", question="在校生数是否含休学学生？")
    do(reporter, address, "answer", answer="不含。")
    do(editor, address, "accept")
    reporter.goto(f"{address}page/")
    reporter.locator("form:has([name=seen]) button").click()
    expect(reporter.locator(".messagelist .success")).to_be_visible()

    do(editor, sealing, "compare")
    explain_the_ledger(editor, release)
    public = visit(QUESTION, javascript=False)
    expect(public.locator("main")).not_to_contain_text(f"{YEAR} v1")
    do(editor, sealing, "submit")
    do(reviewer, sealing, "seal")

    public.goto(QUESTION)
    figures = agree(public)
    public.locator("summary", has_text="下载与引用").click()
    public.get_by_role("link", name="引用本表").click()
    public.locator("main form button").click()
    expect(public).to_have_url(re.compile(r"/permalinks/\w{12}/$"))
    cited = public.url
    assert cells_of(public) == figures

    do(editor, sealing, "revise")
    revision = Release.objects.get(year=YEAR, version=2)
    revise(editor, revision)
    sealing = f"/admin/enrollment/release/{revision.pk}/sealing/"
    do(editor, sealing, "compare")
    explain_the_ledger(editor, revision)
    do(editor, sealing, "submit")
    do(reviewer, sealing, "seal")

    public.goto(cited)
    assert cells_of(public) == figures
    expect(public.locator("main")).to_contain_text("+5")
    public.goto(QUESTION)
    assert agree(public) != figures


def cells_of(page: Page) -> dict[str, list[str]]:
    """The rows of the page's table by the names of their heads, the numbers as they are printed."""
    table = page.locator("main table:has(tbody th)").first
    return {
        row.locator("th a, th").last.inner_text().strip(): [
            cell.strip() for cell in row.locator("td").all_inner_texts()
        ]
        for row in table.locator("tbody tr").all()
    }


def agree(page: Page) -> dict[str, list[str]]:
    """The table of the page; its CSV and JSON say the same cell by cell."""
    shown = cells_of(page)
    assert shown
    query = page.url.partition("?")[2]
    origin = page.url.partition("/enrollment/")[0]
    text = page.request.get(f"{origin}/enrollment/table.csv?{query}").body().decode("utf-8-sig")
    _heading, *lines = csv.reader(text.splitlines())
    assert {row[1]: [f"{int(one):,}" for one in row[2:]] for row in lines if row[0]} == shown
    answer = json.loads(page.request.get(f"{origin}/enrollment/table.json?{query}").body())
    told = {
        row["label"]: [f"{one['value']:,}" for one in [*row["cells"], row["total"]]]
        for row in answer["data"]
    }
    assert told == shown
    return shown


def explain_the_ledger(desk: Page, release: Release) -> None:
    """Give each line of the ledger a reason and a note, where there is any."""
    desk.goto(f"/admin/enrollment/release/{release.pk}/change/")
    reasons = desk.locator("select[name$=-explanation]")
    for number in range(reasons.count()):
        reasons.nth(number).select_option("real")
        desk.locator("textarea[name$=-note_zh]").nth(number).fill("已核对")
    if reasons.count():
        desk.locator("[name=_continue]").click()
        expect(desk.locator(".messagelist .success")).to_be_visible()


def revise(desk: Page, revision: Release) -> None:
    """Five students more in one leaf, and what changed in words."""
    leaf = revision.observations.filter(
        college__code=COLLEGE, measure__code="enrolled", sex="female"
    ).order_by("pk")[0]
    desk.goto(f"/admin/enrollment/observation/{leaf.pk}/change/")
    desk.locator("#id_value").fill(str(leaf.value + 5))
    desk.locator("[name=_continue]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    desk.goto(f"/admin/enrollment/release/{revision.pk}/change/")
    desk.locator("#id_change_note_zh").fill("更正一个专业的在校生数。")
    desk.locator("[name=_continue]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
