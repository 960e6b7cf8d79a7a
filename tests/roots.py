"""The folders of the portal's own code: each subject, and what serves them all."""

from __future__ import annotations

import tomllib

from django.conf import settings

_DECLARED = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
ROOTS = tuple(_DECLARED["tool"]["importlinter"]["root_packages"])
SUBJECTS = tuple(root for root in ROOTS if root != "qingdao_techedu")
