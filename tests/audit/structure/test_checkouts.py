from __future__ import annotations


def test_files_are_told_by_what_they_are(house):
    made = house(
        {
            "alpha/views.py": "x = 1\n",
            "alpha/migrations/0001_first.py": "x = 1\n",
            "alpha/locale/words.txt": "x\n",
            "templates/a.html": "<p>\n",
            "tests/test_a.py": "x = 1\n",
            "var/left.py": "x = 1\n",
            ".venv/lib.py": "x = 1\n",
            "docs/a.md": "a\n",
        }
    )
    assert [one.name for one in made.source] == ["alpha/views.py"]
    assert [one.name for one in made.templates] == ["templates/a.html"]
    assert [one.name for one in made.tests] == ["tests/test_a.py"]
    assert [one.name for one in made.files if made.is_of_the_house(one)] == [
        "alpha/views.py",
        "pyproject.toml",
        "templates/a.html",
    ]
    assert not {"var/left.py", ".venv/lib.py"} & {one.name for one in made.files}
