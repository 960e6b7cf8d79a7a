"""Names of persons: the same however they are typed, and how much of them is told."""

from __future__ import annotations

import unicodedata

STAR = "*"
# The dots between the parts of a name, as they are typed; the first is the one that is meant.
DOTS = "·•・‧∙⋅●."


def plain(name: str) -> str:
    """What two writings of one name have in common: no spaces, one dot, no wide letters."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    dotted = "".join(DOTS[0] if sign in DOTS else sign for sign in composed)
    return "".join(sign for sign in dotted if not sign.isspace() and sign.isprintable())


def masked(name: str) -> str:
    """The first and the last character: 张*三. One star, so that its length is not told either."""
    name = name.strip()
    return name[:1] + STAR + (name[-1] if len(name) > 2 else "")
