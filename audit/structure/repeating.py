"""The same six lines in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from audit.structure.checkouts import File

LINES = 6
WORDLESS = set("()[]{},:")


def places(files: list[File]) -> list[str]:
    """Where six lines or more begin that stand in another place too, as ``file:line``.

    Lines are compared without the space around them. Blank ones, comments, imports and lines
    without a word (a closing bracket) do not count. A longer stretch is one place.
    """
    lines = [_lines(file) for file in files]
    found: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, counted in enumerate(lines):
        for start in range(len(counted) - LINES + 1):
            window = tuple(text for _line, text in counted[start : start + LINES])
            found[window].append((number, start))
    repeated = {place for again in found.values() if len(again) > 1 for place in again}
    return [
        f"{files[number].name}:{lines[number][start][0]}"
        for number, start in sorted(repeated)
        if (number, start - 1) not in repeated
    ]


def _lines(file: File) -> list[tuple[int, str]]:
    """The lines that count, with their numbers."""
    return list(_counted(file))


def _counted(file: File) -> Iterator[tuple[int, str]]:
    is_import = False
    for number, line in enumerate(file.lines, start=1):
        text = " ".join(line.split())
        if text.startswith(("import ", "from ")) and file.is_python:
            is_import = "(" in text and ")" not in text
        elif is_import:
            is_import = ")" not in text
        elif set(text) - WORDLESS and not text.startswith(("#", "{#")):
            yield number, text
