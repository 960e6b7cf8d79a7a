"""The worked example of CONTRIBUTING.md is a subject: built from those lines, it has all it should.

It stands in a folder of its own, in a portal of its own with a database of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

GUIDE = (settings.BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPE = GUIDE[GUIDE.index("### A subject") : GUIDE.index("### A record type")]
PIECE = re.compile(
    r"```(?:python|html)\n(?:# |\{# )(?P<name>[\w./]+)(?: #\})?\n(?P<text>.*?)```", re.DOTALL
)
OUTSIDE = re.compile(r"^\d\. `([^`]+)`:", re.MULTILINE)
CODE, PAGE = "workshops", "/workshops/sample-01-welding/"
SETTINGS = """
from qingdao_techedu.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "workshops"]
DATABASES["default"]["NAME"] = HERE / "portal.sqlite3"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], HERE / "templates"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
MEDIA_ROOT = HERE / "media"
REQUIRE_SECOND_FACTOR = False
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    """What the portal with the new subject answers, by address, and what it says of itself."""
    here = tmp_path_factory.mktemp("subject")
    for piece in PIECE.finditer(RECIPE):
        file = here / piece["name"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(piece["text"], encoding="utf-8")
    for package in (CODE, f"{CODE}/migrations"):
        (here / package).mkdir(exist_ok=True)
        (here / package / "__init__.py").touch()
    (here / "portal_with_subject.py").write_text(
        f"from pathlib import Path\n\nHERE = Path({str(here)!r})\n{SETTINGS}", encoding="utf-8"
    )
    run(here, "-m", "django", "makemigrations", "--name", CODE, CODE)
    return json.loads(run(here, str(Path(__file__).with_name("asking_new_subject.py"))))


def run(here: Path, *arguments: str) -> str:
    """What Python prints in the portal that the subject was added to."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal_with_subject",
        "PYTHONPATH": os.pathsep.join([str(here), str(settings.BASE_DIR)]),
        "DATABASE_URL": "sqlite:///unused.sqlite3",
        "LOG_LEVEL": "ERROR",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=here,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_five_files_outside_of_its_folders_name_it():
    named = OUTSIDE.findall(RECIPE)
    assert 0 < len(named) <= 5
    assert [name for name in named if not (settings.BASE_DIR / name).is_file()] == []


def test_every_piece_of_code_says_which_file_it_is():
    names = {piece["name"] for piece in PIECE.finditer(RECIPE)}
    assert len(names) == RECIPE.count("```python\n") + RECIPE.count("```html\n")
    folders = (f"{CODE}/", f"templates/{CODE}/", f"tests/{CODE}/")
    assert [name for name in names if not name.startswith(folders)] == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_its_pages_are_there_in_both_languages(told, prefix):
    status, text = told["answers"][prefix + PAGE]
    assert status == 200
    assert ("Sample welding workshop" if prefix else "示例焊接实训车间") in text
    assert PAGE in told["answers"][f"{prefix}/workshops/"][1]


def test_its_examples_are_true(told):
    for address, expected in told["examples"].items():
        assert told["answers"][address][0] == expected, address


def test_visitors_find_it_at_home_in_the_navigation_and_at_its_college(told):
    home = told["answers"]["/"][1]
    assert 'id="workshops"' in home
    assert '<a href="/workshops/"' in home
    assert PAGE in told["answers"]["/colleges/sample-01/"][1]
    assert "/workshops/" in told["answers"]["/sitemap/"][1]


def test_engines_find_it(told):
    for address in ("/workshops/", PAGE, f"/en{PAGE}", "/data/workshops/"):
        assert f"<loc>http://testserver{address}</loc>" in told["answers"]["/sitemap.xml"][1]


def test_its_data_set_and_its_api_tell_the_same(told):
    rows = told["answers"]["/data/workshops.csv"][1].splitlines()[1:]
    answered = json.loads(told["answers"]["/api/v1/datasets/workshops/rows"][1])["data"]
    assert [row.partition(",")[0] for row in rows] == [row["code"] for row in answered]
    assert rows
    one = json.loads(told["answers"]["/api/v1/datasets/workshops/records/sample-01-welding"][1])
    assert one["data"] == answered
    paths = json.loads(told["answers"]["/api/v1/openapi.json"][1])["paths"]
    assert "/datasets/workshops/rows" in paths


def test_the_desk_keeps_it(told):
    for address in ("/admin/workshops/workshop/", "/admin/workshops/workshop/add/"):
        assert told["desk"][address] == 200


def test_what_is_hidden_of_it_is_nowhere(told):
    assert told["hidden"] == []
