"""A visitor who has no mouse: from the home page to a college, and nowhere trapped."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

MAX_STOPS = 500  # each number of a table is a stop: it leads to its passport
FOCUS = """() => {
    const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
    return {
        what: e.outerHTML.slice(0, 90),
        outline: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
        seen: b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth,
        last: e.matches(".footer a[href$='/admin/']"),
    };
}"""


def tab_until(page: Page, selector: str) -> None:
    """Go on with the Tab key until an element has the focus."""
    for _stop in range(MAX_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The Tab key does not lead to {selector}.")


def test_a_college_is_found_without_a_mouse(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("按校名或拼音查找院校")).to_be_focused()
    page.keyboard.type("pingdu")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=pingdu"))

    tab_until(page, ".facet summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".facet input:checked")).to_have_count(1)
    page.keyboard.press("Space")
    tab_until(page, ".filters button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_until(page, ".register a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("平度市技师学院")
    tab_until(page, ".share summary")
    page.keyboard.press("Enter")
    expect(page.locator(".qr")).to_be_visible()
    tab_until(page, ".table-box")


def test_the_size_of_type_is_chosen_without_a_mouse(visit):
    page = visit("/en/about/")
    tab_until(page, "button[value=elder]")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-view", "elder")
    expect(page).to_have_url(re.compile("/en/about/$"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "address",
    ["/", "/enrollment/", "/en/conferences/2024-technical-education-work-conference/"],
)
def test_every_stop_is_seen_and_none_is_a_trap(visit, address, width):
    page = visit(address, width=width)
    unseen = []
    for _stop in range(MAX_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if not (focus["outline"] and focus["seen"]):
            unseen.append(focus["what"])
        if focus["last"]:
            break
    else:
        raise AssertionError("The Tab key does not reach the end of the page.")
    assert not unseen
