"""What no page may do in the browser. A violated content security policy speaks in the console."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page


def watch(page: Page, site: str, faults: list[str]) -> None:
    """Add to ``faults`` a line for each: another host asked, a failure, a word in the console."""
    host = urlsplit(site).netloc

    def note_request(request):
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != host:
            faults.append(f"{page.url} asks {request.url}")

    def note_response(response):
        # A page may be missing, a form refused: some tests ask for it. What pages ask for may not.
        refusal = 403 if response.request.method == "POST" else 404
        is_page = response.request.is_navigation_request()
        if response.status >= 400 and not (is_page and response.status == refusal):
            faults.append(f"{page.url}: {response.url} answers {response.status}")

    def note_failure(request):
        # A download or a click ends a navigation in favor of another: that is no fault.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{request.url} fails: {request.failure}")

    def note_message(message):
        # Chromium also reports the page itself.
        told = ("404 (Not Found)", "403 (Forbidden)")
        is_page = message.location["url"] == page.url and any(one in message.text for one in told)
        if message.type in {"error", "warning"} and not is_page:
            faults.append(f"{page.url}: {message.text}")

    page.on("request", note_request)
    page.on("response", note_response)
    page.on("console", note_message)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", note_failure)
