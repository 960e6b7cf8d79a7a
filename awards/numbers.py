"""Certificate numbers: issued by chance, typed by people, checked before anything is asked.

Twelve characters, as ``7K3M-V9TW-XE4H``. Eleven are drawn from thirty signs, about 53 bits; the
last checks the others (ISO 7064, MOD 37,36), which finds every mistyped character and nearly every
swap. 60 bits would take a fourth group to type; 53 are enough because nobody may try quickly: at
200 pairs an hour a connection (``attempts``) and a million certificates, a thousand connections
meet one number in about five years, and then still need its name.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from stdnum.iso7064 import mod_37_36

from qingdao_techedu.normalization.typed import halfwidth

# Without those that are taken for each other: 0 O, 1 I L, U V.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4


def new_number(choose: Callable[[str], str] = secrets.choice) -> str:
    """A number by chance. Those whose check character could be misread are passed over."""
    while True:
        drawn = "".join(choose(SIGNS) for _place in range(LENGTH - 1))
        check = mod_37_36.calc_check_digit(drawn)
        if check in SIGNS:
            return f"{drawn}{check}"


def typed(text: str) -> str:
    """A number as somebody typed it, without spaces, hyphens and small or wide letters."""
    return "".join(sign for sign in halfwidth(text).upper() if sign.isascii() and sign.isalnum())


def is_number(number: str) -> bool:
    """Whether it could have been issued: length, signs and check character."""
    is_written_right = len(number) == LENGTH and set(number) <= set(SIGNS)
    return is_written_right and bool(mod_37_36.is_valid(number))


def printed(number: str) -> str:
    """In groups, as on a certificate."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))
