"""What the pages are made with: the same data looks different after an update of the portal."""

from __future__ import annotations

import hashlib
from functools import cache

from django.apps import apps
from django.conf import settings

KINDS = {".py", ".html", ".txt", ".mo", ".css", ".js", ".svg", ".csv"}


@cache
def build() -> str:
    """A digest of our code, templates, words, styles, libraries and of the settings that show.

    By content, not by date: nodes that run the same build name their pages alike.
    """
    # The codes alone: the names of languages are spoken in whichever is active at the first call.
    codes = [code for code, _name in settings.LANGUAGES]
    seen = hashlib.sha256(repr([settings.SITE, codes, settings.TIME_ZONE]).encode())
    rooms = {config.path for config in apps.get_app_configs() if _is_ours(config.path)}
    folders = [*(settings.BASE_DIR / room for room in rooms), *_folders_of_pages()]
    files = {file for folder in folders for file in folder.rglob("*") if file.suffix in KINDS}
    files.add(settings.BASE_DIR / "requirements.txt")
    for file in sorted(files):
        seen.update(f"{file.relative_to(settings.BASE_DIR)}\n".encode())
        seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()[:16]


def _is_ours(path: str) -> bool:
    inside = str(settings.BASE_DIR)
    return path.startswith(inside) and "site-packages" not in path


def _folders_of_pages():
    return [settings.BASE_DIR / "templates", settings.BASE_DIR / "static"]
