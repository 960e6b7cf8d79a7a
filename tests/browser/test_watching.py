"""The watch over the pages sees what it is there to see."""

from __future__ import annotations

import pytest

from tests.browser.watching import watch


@pytest.fixture
def watched(chromium, site):
    """A page and the faults noted on it, of which the test makes one."""
    faults: list[str] = []
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    watch(page, site, faults)
    yield page, faults
    context.close()


def test_a_request_to_another_host_is_a_fault(watched):
    page, faults = watched
    page.goto("/about/")
    page.evaluate("fetch('http://other.invalid/').catch(() => null)")
    assert any("other.invalid" in fault for fault in faults)


def test_an_inline_style_is_a_fault(watched):
    page, faults = watched
    page.goto("/about/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert any("style" in fault for fault in faults)


def test_a_missing_picture_is_a_fault(watched):
    page, faults = watched
    page.goto("/about/")
    page.evaluate("""() => {
        const picture = new Image();
        const seen = new Promise(resolve => { picture.onerror = resolve; });
        picture.src = '/static/none.svg';
        return seen;
    }""")
    assert any("none.svg" in fault for fault in faults)
