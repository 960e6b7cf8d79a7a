"""Pictures of every page in every width, language and mode, and a sheet to look at them."""

from __future__ import annotations

import argparse
import html
import re
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from audit.serving import ROOT, Portal, portal
from tests.browser.addresses import ADDRESSES, STAFF_ADDRESSES
from tests.browser.launching import launch
from tests.browser.modes import DARK, ELDER, LIGHT, PRINT, Mode

FOLDER = ROOT / "var" / "screenshots"
MODES = [LIGHT, DARK, ELDER, PRINT]
LANGUAGES = {"zh": "", "en": "/en"}
WIDTHS = [390, 768, 1280]
PAPER = 760  # A4 at 96 dots to the inch, less its margins
TALLEST = 16_000  # pixels: Chromium draws no taller picture


def main() -> None:
    chosen = _arguments()
    addresses = chosen.only or [*ADDRESSES, *STAFF_ADDRESSES]
    modes = [mode for mode in MODES if mode.name in chosen.mode]
    if chosen.everything:
        shutil.rmtree(FOLDER, ignore_errors=True)
    with portal() as running, sync_playwright() as playwright:
        browser = launch(playwright)
        for mode in modes:
            for width in [PAPER] if mode is PRINT else chosen.width:
                context = browser.new_context(
                    base_url=running.address,
                    viewport={"width": width, "height": 900},
                    color_scheme=mode.color_scheme,
                )
                cookies: list[Any] = [_staff(running), *mode.cookies(running.address)]
                context.add_cookies(cookies)
                page = context.new_page()
                page.emulate_media(media=mode.media, color_scheme=mode.color_scheme)
                for language in chosen.language:
                    for address in addresses:
                        file = place(mode, language, width, address)
                        take(page, LANGUAGES[language] + address, file)
                    print(f"{mode.name} {width} {language}: {len(addresses)} pages", flush=True)
                context.close()
        browser.close()
    write_sheet()
    print(f"Look at {(FOLDER / 'index.html').relative_to(ROOT)}")


def take(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    file.parent.mkdir(parents=True, exist_ok=True)
    clip: Any = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=file, full_page=True, clip=clip)


def place(mode: Mode, language: str, width: int, address: str) -> Path:
    """``var/screenshots/dark/zh/390/colleges_qd-002.png``."""
    name = re.sub(r"[^\w.+-]+", "_", address).strip("_") or "home"
    return FOLDER / mode.name / language / str(width) / f"{name}.png"


def write_sheet() -> None:
    """One page with all pictures that are there, by page."""
    pictures = sorted(FOLDER.glob("*/*/*/*.png"), key=lambda file: (file.stem, str(file)))
    lines = ["<!doctype html><meta charset=utf-8><title>Screenshots</title>"]
    lines.append("<style>img{width:19rem;vertical-align:top;margin:4px}h2{margin-top:3rem}</style>")
    last = ""
    for picture in pictures:
        if picture.stem != last:
            last = picture.stem
            lines.append(f"<h2>{html.escape(last)}</h2>")
        path = html.escape(str(picture.relative_to(FOLDER)))
        lines.append(
            f'<a href="{path}"><img loading=lazy src="{path}" alt="{path}" title="{path}"></a>'
        )
    (FOLDER / "index.html").write_text("\n".join(lines), encoding="utf-8")


def _staff(running: Portal) -> dict[str, str]:
    return {"name": "sessionid", "value": running.staff_session, "url": running.address}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    names = [mode.name for mode in MODES]
    parser.add_argument("--only", action="append", metavar="ADDRESS", help="without /en")
    parser.add_argument("--mode", action="append", choices=names)
    parser.add_argument("--width", action="append", type=int)
    parser.add_argument("--language", action="append", choices=list(LANGUAGES))
    chosen = parser.parse_args()
    narrowed = (chosen.only, chosen.mode, chosen.width, chosen.language)
    chosen.everything = not any(narrowed)
    chosen.mode = chosen.mode or names
    chosen.width = chosen.width or WIDTHS
    chosen.language = chosen.language or list(LANGUAGES)
    return chosen


if __name__ == "__main__":
    main()
