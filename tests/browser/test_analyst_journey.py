"""An analyst takes the figures of a table away."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest


@pytest.mark.parametrize("javascript", [True, False])
def test_the_file_of_a_narrowed_table_adds_up_to_its_total(visit, javascript):
    page = visit("/en/", javascript=javascript)
    page.get_by_role("navigation", name="Main navigation").get_by_text("Enrollment").click()
    page.get_by_role("link", name="Graduates", exact=True).click()
    page.locator("summary", has_text="Change the question").click()
    page.locator("summary", has_text="Level").click()
    page.get_by_label("Senior worker").check()
    page.locator("summary", has_text="Year").click()
    page.get_by_role("checkbox", name="2023").check()
    page.get_by_role("button", name="Show").click()
    total = page.locator("tfoot td").last.inner_text()

    page.locator("summary", has_text="Download and cite").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="The single figures as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["measure_code"] for row in rows} == {"graduates"}
    assert {row["level_code"] for row in rows} == {"senior"}
    assert {row["year"] for row in rows} == {"2023"}
    assert f"{sum(int(row['value']) for row in rows):,}" == total
