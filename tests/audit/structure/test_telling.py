from __future__ import annotations

from audit.structure import telling


def test_two_checkouts_stand_side_by_side_in_one_table(house):
    made = house(
        {
            "alpha/__init__.py": "",
            "alpha/views.py": 'def a():\n    """Answers."""\n    return 1\n',
            "tests/test_views.py": "x = 1\n",
        }
    )
    counted = telling.Counted(made)
    lines = telling.overview([counted, counted]).splitlines()
    assert {line.count("|") for line in lines} == {4}
    assert lines[0] == f"| Structure | {counted.name} | {counted.name} |"
    assert "| Lines of a function, longest | 3 (alpha/views.py:a) | 3 (alpha/views.py:a) |" in lines
    assert "| Functions and classes with a docstring | 100% | 100% |" in lines
    assert "| Lines of tests for a line of source | 0.33 | 0.33 |" in lines


def test_the_files_that_name_a_subject_are_told_by_their_kind(house):
    made = house(
        {
            "alpha/__init__.py": "",
            "alpha/urls.py": "from alpha import awards\n\n\ndef a(): ...\n",
            "tests/conftest.py": "x = 'awards'\n",
            "docs/a.md": "Of awards.\n",
        }
    )
    assert "| awards | 1 | 1 | 1 |" in telling.touch_points([telling.Counted(made)])
    assert "alpha/urls.py" in telling.places(telling.Counted(made))
