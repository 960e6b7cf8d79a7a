from __future__ import annotations

import pytest

from audit.structure import touching
from audit.structure.checkouts import File

SUBJECTS = ("boats", "ports", "crews")


@pytest.mark.parametrize(
    "name", ["alpha/boats/views.py", "templates/boats/a.html", "tests/pages/test_boats.py"]
)
def test_a_file_in_a_subjects_folder_or_of_its_name_is_its_own(name):
    assert touching.is_of_a_subject(File(name, ""), SUBJECTS)
    assert not touching.is_of_a_subject(File("alpha/views.py", ""), SUBJECTS)


@pytest.mark.parametrize(
    "code",
    [
        "from alpha.boats import views",
        "import boats",
        "from alpha import boats",
        "x = '/boats/'",
        "x = boats.y",
    ],
)
def test_imports_strings_and_names_name_a_subject(code):
    assert touching.named_by(File("a.py", code), SUBJECTS) == {"boats"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", '"""Of boats."""\nx = 1  # as boats\n'),
        ("a.py", "x = 'rowboats'\nboats_seen = 1\n"),
        ("a.html", "{# boats #}<p></p>{% comment %}boats{% endcomment %}"),
    ],
)
def test_comments_and_longer_words_do_not(name, text):
    assert touching.named_by(File(name, text), SUBJECTS) == set()


def test_a_list_names_all_subjects_and_lies_outside_of_them(house):
    made = house(
        {
            "alpha/urls.py": "from alpha import boats, crews, ports\n",
            "alpha/crews/views.py": "from alpha import boats, crews, ports\n",
            "alpha/home.py": "from alpha import boats, ports\n",
            "tests/audit/structure/test_a.py": "from alpha import boats, crews, ports\n",
        }
    )
    named = touching.outside(made, SUBJECTS)
    assert {file.name for file in named} == {"alpha/urls.py", "alpha/home.py"}
    assert [file.name for file in touching.lists(named, SUBJECTS)] == ["alpha/urls.py"]


def test_the_files_of_a_field_are_those_of_the_house_that_name_it(house):
    made = house(
        {
            "alpha/models.py": "draught = 1\n",
            "alpha/admin.py": "fields = ['draught']\n",
            "alpha/views.py": "draughts = 1\n",
            "templates/a.html": "{{ boat.draught }}\n",
            "tests/test_a.py": "draught = 1\n",
        }
    )
    assert [file.name for file in touching.with_field(made, "draught")] == [
        "alpha/admin.py",
        "alpha/models.py",
        "templates/a.html",
    ]
