"""The folders of the portal's own code, and what the tests of each room tell all others of it."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
_DECLARED = tomllib.loads((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))
ROOTS = tuple(_DECLARED["tool"]["importlinter"]["root_packages"])
SUBJECTS = tuple(root for root in ROOTS if root != "qingdao_techedu")


def examples(name: str) -> list[Any]:
    """What each room has of a name in its ``examples.py``.

    ``PAGES`` are its public addresses, one of each kind; ``MISSING`` such as lead to nothing;
    ``LOOKED_AT`` and ``DESK`` are looked at in the browser, with states that differ in looks;
    ``PARTS`` are pairs of a part of an address and a value of it. Two kinds are functions: ``ROWS``
    make two rows of each record of which the reference facts have fewer, ``HIDDEN`` what the public
    may not see, with a given word in each name.
    """
    files = sorted(TESTS.rglob("examples.py"))
    modules = (file.relative_to(TESTS.parent).with_suffix("").parts for file in files)
    told = (getattr(import_module(".".join(parts)), name, []) for parts in modules)
    return [one for each in told for one in each]
