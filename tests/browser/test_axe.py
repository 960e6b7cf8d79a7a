"""No accessibility violation that axe-core can find, in any mode of any page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import ADDRESSES, DESK_ADDRESSES, MISSING, STAFF_ADDRESSES
from tests.browser.modes import DARK, ELDER, ELDER_DARK, LIGHT, Mode

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
PHONE, DESK = 390, 1280


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("mode", "width"),
    [(LIGHT, PHONE), (DARK, DESK), (ELDER, PHONE)],
    ids=lambda value: value.name if isinstance(value, Mode) else str(value),
)
def test_no_address_has_a_violation(chromium, site, staff_cookie, prefix, mode, width):
    found = []
    for addresses, cookies in (
        (ADDRESSES, []),
        ([*STAFF_ADDRESSES, *DESK_ADDRESSES], [staff_cookie]),
    ):
        # The policy of the pages forbids the scripts that axe brings along; only here it is lifted.
        context = chromium.new_context(
            base_url=site,
            bypass_csp=True,
            viewport={"width": width, "height": 844},
            color_scheme=mode.color_scheme,
        )
        context.add_cookies([*cookies, *mode.cookies(site)])
        page = context.new_page()
        for address in addresses:
            if not page.goto(prefix + address).ok and address != MISSING:
                found.append(f"{prefix}{address} is missing: nothing was looked at")
            results = Axe().run(page, options=RULES)
            found += [
                f"{prefix}{address}: {violation['id']}: {node['html'][:160]}"
                for violation in results.response["violations"]
                for node in violation["nodes"]
            ]
        context.close()
    assert not found


def test_body_text_has_the_contrast_of_level_aaa(chromium, site):
    rules = {"runOnly": ["color-contrast-enhanced"], "rules": {}, "resultTypes": ["violations"]}
    rules["rules"] = {"color-contrast-enhanced": {"enabled": True}}
    found = []
    for mode in (LIGHT, DARK, ELDER, ELDER_DARK):
        context = chromium.new_context(
            base_url=site, bypass_csp=True, color_scheme=mode.color_scheme
        )
        context.add_cookies(mode.cookies(site))
        page = context.new_page()
        for address in ("/", "/colleges/qd-002/", "/enrollment/", "/about/"):
            page.goto(address)
            results = Axe().run(page, context="main", options=rules)
            found += [
                f"{mode.name} {address}: {node['html'][:160]}"
                for violation in results.response["violations"]
                for node in violation["nodes"]
            ]
        context.close()
    assert not found
