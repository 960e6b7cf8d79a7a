from __future__ import annotations

from audit.structure import sizes
from audit.structure.checkouts import File

CODE = '''
@decorated
def first():
    """Says what it promises."""
    return 1


class Thing:
    def second(self):
        def third(): ...

        return third
'''


def test_functions_are_measured_from_def_to_their_last_line():
    found = sizes.of_functions([File("a.py", CODE)])
    assert {one.place: one.lines for one in found} == {
        "a.py:first": 3,
        "a.py:second": 4,
        "a.py:third": 1,
    }


def test_an_empty_file_has_no_size():
    assert sizes.of_files([File("a.py", "\n"), File("b.py", "x = 1\ny = 2\n")]) == [
        sizes.Size(2, "b.py")
    ]


def test_the_share_of_what_is_described_counts_functions_and_classes():
    assert sizes.share_described([File("a.py", CODE)]) == 1 / 4
