"""Every address fits a narrow phone and a desk, and finds all that it asks for."""

from __future__ import annotations

import pytest

from tests.browser.addresses import ADDRESSES, DESK_ADDRESSES, STAFF_ADDRESSES
from tests.browser.modes import ELDER, LIGHT

WIDTHS = [320, 390, 768, 1280]  # 320 is also a desk of 1280 at 400 %


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("mode", [LIGHT, ELDER], ids=lambda mode: mode.name)
def test_no_address_scrolls_sideways(visit, site, staff_cookie, prefix, mode):
    page = visit(prefix + "/")
    page.context.add_cookies([staff_cookie, *mode.cookies(site)])
    wide = []
    for address in [*ADDRESSES, *STAFF_ADDRESSES, *DESK_ADDRESSES]:
        page.goto(prefix + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            found = page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                wide.append(f"{prefix}{address} at {width}: {found}")
    assert not wide


def test_targets_are_large_enough_for_an_unsteady_hand(visit, site):
    page = visit("/")
    page.context.add_cookies(ELDER.cookies(site))
    for address in ("/", "/colleges/", "/enrollment/"):
        page.goto(address)
        small = page.evaluate("""[...document.querySelectorAll(
            ".button, .masthead-nav a, .view-tools button, .chips a, summary, select, " +
            "main input:not([type=checkbox])"
        )].filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)
          .map(e => e.outerHTML.slice(0, 100))""")
        assert not small


def test_every_address_has_an_icon_of_its_own(visit):
    # Chromium without a window never asks for the icon, so that a missing one goes unseen.
    page = visit("/")
    missing = []
    for address in ADDRESSES:
        page.goto(address)
        icon = page.locator("link[rel=icon]").evaluate("link => link.href")
        if not page.request.get(icon).ok:
            missing.append(f"{address}: {icon}")
    assert not missing


def test_paper_shows_where_and_when_and_leaves_out_what_cannot_be_pressed(visit):
    page = visit("/conferences/2024-technical-education-work-conference/")
    page.emulate_media(media="print")
    printed = page.locator(".printed")
    assert printed.is_visible()
    assert "/conferences/2024-technical-education-work-conference/" in printed.inner_text()
    for hidden in (".masthead-nav", ".toolbar", ".article-tools", ".footer", ".crumbs"):
        assert not page.locator(hidden).first.is_visible()
    assert page.get_by_role("heading", name="来源", exact=True).is_visible()


def test_a_phone_shows_the_newest_years_and_paper_all_of_them(visit):
    page = visit("/enrollment/", width=390)

    def years() -> list[str]:
        return page.locator("thead th.num:visible").all_inner_texts()

    assert years() == ["2022", "2023", "2024"]
    page.get_by_role("link", name="全部年份").click()
    assert years() == [str(year) for year in range(2018, 2025)]
    page.goto("/enrollment/")
    page.emulate_media(media="print")
    assert len(years()) == 7
    assert not page.locator(".question").is_visible()


@pytest.mark.parametrize(("width", "most"), [(390, 700), (1280, 450)])
def test_the_answer_begins_on_the_first_screen(visit, width, most):
    page = visit("/enrollment/", width=width)
    box = page.locator(".table-box").bounding_box()
    assert box["y"] <= most
