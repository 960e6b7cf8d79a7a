from __future__ import annotations

import pytest

from audit.structure.checkouts import File
from audit.structure.repeating import LINES, places

SIX = [f"step_{number}()" for number in range(LINES)]


def file(name: str, lines: list[str]) -> File:
    return File(name, "\n".join(lines) + "\n")


def test_six_lines_in_two_files_are_two_places_whatever_stands_around_them():
    found = places(
        [file("a.py", ["a()", *SIX]), file("b.py", ["def b():", *map("    ".__add__, SIX)])]
    )
    assert found == ["a.py:2", "b.py:2"]


def test_a_longer_stretch_is_one_place():
    assert places([file("a.py", [*SIX, "more()"]), file("b.py", [*SIX, "more()"])]) == [
        "a.py:1",
        "b.py:1",
    ]


def test_twice_in_one_file_counts_too():
    assert places([file("a.py", [*SIX, "between()", *SIX])]) == ["a.py:1", f"a.py:{LINES + 2}"]


@pytest.mark.parametrize("filler", ["", "# why", ")", "import a", "from a import (\nb,\nc,\n)"])
def test_lines_that_say_nothing_neither_make_nor_break_a_stretch(filler):
    assert places([file("a.py", SIX), file("b.py", [*SIX[:3], filler, *SIX[3:]])]) != []
    assert places([file("a.py", [*SIX[1:], filler]), file("b.py", [*SIX[1:], filler])]) == []
