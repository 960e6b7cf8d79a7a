"""Names of persons: the same however they are typed, and how much of them is told."""

from __future__ import annotations

import re
import unicodedata

STAR = "*"
# The dots between the parts of a name, as they are typed; the first is the one that is meant.
DOTS = "·•・‧∙⋅●."
HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
# A space at which no word of a Chinese name begins, and a full stop that stands for a dot.
IDLE_SPACE = re.compile(f"(?<=[{HAN}·]) | (?=[{HAN}·])")
STOP_IN_HAN = re.compile(f"(?<=[{HAN}]) ?[.] ?(?=[{HAN}])")
UNSEEN = {"Cc", "Cf"}  # categories of signs that nobody sees, such as a space of no width


def plain(name: str) -> str:
    """What two writings of one name have in common: no spaces, one dot, no wide letters."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    dotted = "".join(DOTS[0] if sign in DOTS else sign for sign in composed)
    return "".join(sign for sign in dotted if not sign.isspace() and sign.isprintable())


def tidied(name: str) -> str:
    """A name as it is kept: no wide letters, one dot, no spaces in Chinese."""
    spaced = " ".join(unicodedata.normalize("NFKC", name).split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in UNSEEN)
    dotted = "".join(DOTS[0] if sign in DOTS and sign != "." else sign for sign in seen)
    return IDLE_SPACE.sub("", STOP_IN_HAN.sub(DOTS[0], " ".join(dotted.split())))


def masked(name: str) -> str:
    """The first and the last character: 张*三. One star, so that its length is not told either."""
    name = name.strip()
    return name[:1] + STAR + (name[-1] if len(name) > 2 else "")
