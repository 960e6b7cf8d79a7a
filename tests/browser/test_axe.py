"""No accessibility violation that axe-core can find, and no sideways scrolling."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import ADDRESSES

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_address_has_a_violation(chromium, site, prefix, width):
    # The policy of the pages forbids the scripts that axe brings along; only here it is lifted.
    context = chromium.new_context(
        base_url=site, viewport={"width": width, "height": 844}, bypass_csp=True
    )
    page = context.new_page()
    found = []
    for address in ADDRESSES:
        page.goto(prefix + address)
        results = Axe().run(page, options=RULES)
        found += [
            f"{prefix}{address}: {violation['id']}: {node['html'][:160]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
    context.close()
    assert not found


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_address_scrolls_sideways(visit, prefix, width):
    page = visit(prefix + "/", width=width)
    wide = []
    for address in ADDRESSES:
        page.goto(prefix + address)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide.append(f"{prefix}{address}: {found}")
    assert not wide
