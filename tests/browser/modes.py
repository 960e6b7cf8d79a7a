"""The ways in which a visitor may see a page: each must be readable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Mode:
    """A preference of the device, and the size of type that the visitor chose here."""

    name: str
    color_scheme: Literal["light", "dark"] = "light"
    view: str = ""
    media: Literal["screen", "print"] = "screen"

    def cookies(self, address: str) -> list[dict[str, Any]]:
        """The cookie that keeps the chosen size, for a browser's context."""
        return [{"name": "view", "value": self.view, "url": address}] if self.view else []


LIGHT = Mode("light")
DARK = Mode("dark", color_scheme="dark")
LARGE = Mode("large", view="large")
ELDER = Mode("elder", view="elder")
ELDER_DARK = Mode("elder-dark", color_scheme="dark", view="elder")
PRINT = Mode("print", media="print")
ON_SCREEN = [LIGHT, DARK, LARGE, ELDER, ELDER_DARK]
