"""The rooms keep their walls: who imports whom, and what a room may be called."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.conf import settings

from tests.rooms import ROOTS, SUBJECTS

FACES = {"views", "forms", "admin", "desk"}
UPSTAIRS = {
    "models": FACES | {"actions"},
    "queries": FACES,
    "actions": FACES,
}
NAMELESS = {"utils", "util", "helpers", "common", "misc", "tools", "stuff"}

TOOLS = ("audit", "bench", "fuzzing")
# Django calls the first three by these names; two models keep the names that their tables have.
OF_ONE_NAME = {"Command", "DatabaseSchemaEditor", "DatabaseWrapper", "Change"}

graph = grimp.build_graph(*ROOTS)
MODULES = sorted(graph.modules)


def test_rooms_import_one_way():
    """In a process of its own: import-linter silences all loggers that are there before it."""
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [linter, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


def storey(module: str) -> str | None:
    """The storey that a module belongs to: ``colleges.models.college`` → ``models``."""
    return next((part for part in module.split(".") if part in {*UPSTAIRS, *FACES}), None)


def test_stairs_inside_a_room_go_down_only():
    climbed = [
        f"{module} imports {other}"
        for module in MODULES
        for other in graph.find_modules_directly_imported_by(module)
        if storey(other) in UPSTAIRS.get(storey(module) or "", ())
    ]
    assert climbed == []


def test_every_storey_is_seen():
    assert {storey(module) for module in MODULES} >= {"models", "queries", "actions", "views"}


def test_every_app_of_ours_is_a_subject_or_lies_in_a_root():
    ours = [app.name for app in apps.get_app_configs() if app.name.split(".")[0] in ROOTS]
    folders = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")}
    assert folders == set(SUBJECTS)
    assert set(ours) <= set(MODULES)


@pytest.mark.parametrize("app", [app for app in apps.get_app_configs() if app.name in MODULES])
def test_no_room_is_empty(app):
    furniture = graph.find_descendants(app.name) - {f"{app.name}.apps"}
    assert furniture, f"{app.name} has nothing in it but its door."


def test_every_folder_of_code_holds_code():
    hollow = [
        module
        for module in MODULES
        if not graph.find_children(module)
        and (folder := settings.BASE_DIR / module.replace(".", "/")).is_dir()
        and not (folder / "__init__.py").read_text(encoding="utf-8").strip()
    ]
    assert hollow == []


def test_no_two_classes_have_one_name():
    classes = Counter(
        node.name
        for name in (*ROOTS, *TOOLS)
        for path in (settings.BASE_DIR / name).rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in classes.items() if count > 1} <= OF_ONE_NAME


def test_no_file_has_a_name_that_says_nothing():
    files = [
        path.relative_to(settings.BASE_DIR)
        for name in (*ROOTS, "tests")
        for path in (settings.BASE_DIR / name).rglob("*.py")
    ]
    assert [str(path) for path in files if NAMELESS & set(path.with_suffix("").parts)] == []
