"""Every address fits a narrow phone and a desk, and finds all that it asks for."""

from __future__ import annotations

import pytest

from tests.browser.addresses import ADDRESSES

WIDTHS = [320, 390, 1280]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_address_scrolls_sideways(visit, prefix):
    page = visit(prefix + "/")
    wide = []
    for address in ADDRESSES:
        page.goto(prefix + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            found = page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                wide.append(f"{prefix}{address} at {width}: {found}")
    assert not wide


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
