"""How templates are written: what no page shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FOLDER = settings.BASE_DIR / "templates"
LONGEST = 160


def long_lines(folder: Path) -> Iterator[str]:
    """The lines of templates that no screen shows whole, as an editor opens them."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST:
                yield f"{path.relative_to(folder.parent)}:{number}: {len(line)} characters"


def test_no_line_of_a_template_is_longer_than_a_screen():
    assert list(long_lines(FOLDER)) == []


def test_a_line_that_is_too_long_is_named_by_its_file_and_number(tmp_path):
    room = tmp_path / "templates" / "room"
    room.mkdir(parents=True)
    (room / "page.html").write_text(
        f"<p>\n{'字' * LONGEST}\n{'字' * LONGEST}。\n", encoding="utf-8"
    )
    (room / "mail.txt").write_text("short\n", encoding="utf-8")
    found = list(long_lines(tmp_path / "templates"))
    assert found == ["templates/room/page.html:3: 161 characters"]
