"""No accessibility violation that axe-core can find."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import ADDRESSES

WIDTHS = [390, 1280]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_address_has_a_violation(chromium, site, prefix):
    # The policy of the pages forbids the scripts that axe brings along; only here it is lifted.
    context = chromium.new_context(base_url=site, bypass_csp=True)
    page = context.new_page()
    found = []
    for address in ADDRESSES:
        page.goto(prefix + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            results = Axe().run(page, options=RULES)
            found += [
                f"{prefix}{address} at {width}: {violation['id']}: {node['html'][:160]}"
                for violation in results.response["violations"]
                for node in violation["nodes"]
            ]
    context.close()
    assert not found
