"""What style sheets may ask for."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static").rglob("*.css"))
WEIGHT = re.compile(r"font-weight:\s*([^;}]+)")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_only_weights_are_asked_for_that_chinese_fonts_have(sheet):
    asked = {weight.strip() for weight in WEIGHT.findall(sheet.read_text(encoding="utf-8"))}
    assert asked <= {"400", "700", "normal", "bold", "inherit"}
