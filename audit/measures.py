"""Measures what a reader meets: how tall a page is, where its first number and table stand.

``bin/measures ../before .`` prints a Markdown table with a column for each checkout.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from audit.serving import ROOT, Portal, portal
from tests.browser.launching import launch

PAGES = [
    "/",
    "/colleges/",
    "/colleges/sample-01/",
    "/specialties/",
    "/chains/24-chains-2022/",
    "/chains/24-chains-2022/smart-home-appliances/",
    "/figures/",
    "/awards/",
    "/awards/2023/outstanding-student/",
    "/enrollment/",
    "/enrollment/?measure=employment-rate&rows=college&columns=year",
    "/conferences/2024-technical-education-work-conference/",
    "/data/enrollment/",
    "/api/v1/docs",
    "/admin/",
    "/admin/inspection/",
    "/admin/publishing/proposal/",
    "/admin/conferences/conference/1/change/",
    "/admin/colleges/college/1/change/",
]
WIDTHS = [1280, 390]
# A number is not a year, a date or the order of a chain: two digits, a comma or a per cent sign.
MEASURE = r"""() => {
  const main = document.querySelector("main, #content");
  const top = (part) => part ? Math.round(part.getBoundingClientRect().top + scrollY) : null;
  const shown = (part) => part.checkVisibility() && part.getClientRects().length > 0;
  const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const number = /\d,\d{3}|\d\.\d+%|(?<![\d.年-])(?!(?:19|20)\d\d)\d{2,}(?![\d年月日-])|\d万/;
  let first = null;
  while (!first && words.nextNode()) {
    const around = words.currentNode.parentElement;
    if (number.test(words.currentNode.data) && shown(around) &&
        !around.closest("nav, form, h1, summary, .crumbs")) first = around;
  }
  return {
    height: document.documentElement.scrollHeight,
    tags: [...main.querySelectorAll(".tag")].filter(shown).length,
    links: [...main.querySelectorAll("a[href]")].filter(shown).length,
    number: top(first),
    table: top([...main.querySelectorAll("table")].find(shown)),
  };
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkouts", nargs="*", type=Path, default=[ROOT])
    parser.add_argument("--only", action="append", metavar="ADDRESS")
    chosen = parser.parse_args()
    pages = chosen.only or PAGES
    columns = [measured(checkout.resolve(), pages) for checkout in chosen.checkouts]
    print("| Page | Width | height | tags | links | first number | table |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for page in pages:
        for width in WIDTHS:
            print(f"| {page} | {width} | {_row([column[page, width] for column in columns])} |")
    sizes = [column["css", 0]["bytes"] for column in columns]
    print(f"\nStyle sheets of a first visit, gzip: {_joined(sizes)} bytes")


def measured(checkout: Path, pages: list[str]) -> dict[tuple[str, int], dict[str, Any]]:
    """What is found of each page in each width, in Chinese."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    with portal(checkout=checkout) as running, sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            page = _page(browser, running, width)
            for address in pages:
                page.goto(running.address + address)
                found[address, width] = page.evaluate(MEASURE)
        found["css", 0] = {"bytes": _style_sheets(_page(browser, running, 1280), running)}
        browser.close()
    return found


def _page(browser: Browser, running: Portal, width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900})
    staff = {"name": "sessionid", "value": running.staff_session, "url": running.address}
    context.add_cookies([staff])  # type: ignore[list-item]
    return context.new_page()


def _style_sheets(page: Page, running: Portal) -> int:
    sizes: list[int] = []

    def weigh(response) -> None:
        if urlsplit(response.url).path.endswith(".css"):
            sizes.append(len(gzip.compress(response.body())))

    page.on("response", weigh)
    page.goto(f"{running.address}/", wait_until="networkidle")
    return sum(sizes)


def _row(cells: list[dict[str, Any]]) -> str:
    names = ["height", "tags", "links", "number", "table"]
    return " | ".join(_joined([cell[name] for cell in cells]) for name in names)


def _joined(values: list[int | None]) -> str:
    return " → ".join("–" if value is None else f"{value:,}" for value in values)


if __name__ == "__main__":
    main()
