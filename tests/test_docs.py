"""What the documents promise is there, and what is there is documented."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import find_commands

from qingdao_techedu.datasets.registry import registered

ROOT = settings.BASE_DIR
LINK = re.compile(r"""\]\(([^)\s]+)\)|(?:src|href)="([^"]+)\"""")
CODE = re.compile(r"```.*?```", re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:", re.IGNORECASE)


def documents() -> list[Path]:
    """The documents that belong to the project, whether or not they are committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.splitlines()]
        return sorted(path for path in found if path.exists())
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


DOCUMENTS = documents()
DECISIONS = [path for path in DOCUMENTS if path.parent.name == "decisions"]
WORDS = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)


def targets() -> list[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE)


def commands() -> list[str]:
    """Those of the portal: what lies in var/ belongs to others, such as the peers of the bench."""
    rooms = [room for room in ROOT.glob("[!.]*") if room.name != "var"]
    folders = [folder for room in rooms for folder in room.glob("**/management")]
    return [name for folder in sorted(folders) for name in find_commands(str(folder))]


def links(document: Path) -> list[str]:
    """The files that a document leads to, as it writes them; code that it shows leads nowhere."""
    text = CODE.sub("", document.read_text(encoding="utf-8"))
    found = [in_markdown or in_html for in_markdown, in_html in LINK.findall(text)]
    return [
        link.partition("#")[0]
        for link in found
        if not ELSEWHERE.match(link) and not link.startswith("#")
    ]


def described(name: str, pattern: str) -> bool:
    return re.search(pattern.format(re.escape(name)), WORDS) is not None


def test_there_is_something_to_document():
    assert {"run", "test"} <= set(targets())
    assert {"load_reference", "export"} <= set(commands())
    assert "enrollment" in registered()


@pytest.mark.parametrize("target", targets())
def test_every_make_target_is_documented(target):
    assert described(target, r"make {}(?![\w-])")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)", WORDS))))
def test_every_documented_make_target_exists(target):
    assert target in targets()


@pytest.mark.parametrize("command", commands())
def test_every_management_command_is_documented(command):
    assert described(command, r"(?:`|manage\.py ){}(?!\w)")


@pytest.mark.parametrize("code", list(registered()))
def test_every_data_set_is_named(code):
    assert described(code, "`{}`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(document):
    missing = [link for link in links(document) if not (document.parent / link).exists()]
    assert missing == []


def test_the_readme_leads_to_every_document():
    readme = ROOT / "README.md"
    linked = {(ROOT / link).resolve() for link in links(readme)}
    assert set(DOCUMENTS) - {readme} <= linked


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_headed_by_the_number_of_its_file(decision):
    heading = decision.read_text(encoding="utf-8").partition("\n")[0]
    assert heading.startswith(f"# {decision.stem.partition('-')[0]} ")
