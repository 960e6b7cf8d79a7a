"""What makes digits an ID number or that of a permit, a bank card or a mobile number."""

from __future__ import annotations

import datetime

from django.utils import timezone

# Provinces in GB/T 2260. Counties are not looked up: numbers keep the codes of abolished ones.
PROVINCES = frozenset(
    f"{region}{province}"
    for region, provinces in enumerate(
        ("12345", "123", "1234567", "123456", "01234", "12345", "1", "123"), start=1
    )
    for province in provinces
)
# Residence permits of residents of Hong Kong, Macao and Taiwan, since September 2018.
PERMITS = frozenset(["810000", "820000", "830000"])
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
EARLIEST = 1900
PREFIXES = frozenset(["", "0", "86", "086", "0086"])


def check_character(body: str) -> str:
    """The check character of 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECK[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


def is_identity_body(body: str) -> bool:
    """Whether 17 digits may begin an ID number: whom the code is given to, and a day of birth."""
    return _is_holder(body[:6]) and _is_day(body[6:14])


def is_foreigners(body: str) -> bool:
    """Whether digits may begin the number of a foreigner's permanent residence card.

    Since December 2023: 9, the province of issue, the country in ISO 3166-1, three digits.
    """
    return body[:1] == "9" and body[1:3] in PROVINCES


def is_old_foreigners(digits: str) -> bool:
    """Whether 12 digits may follow the country on such a card of before: division, day of birth."""
    return digits[:2] in PROVINCES and any(_is_day(f"{age}{digits[4:10]}") for age in ("19", "20"))


def is_old_identity(digits: str) -> bool:
    """Whether 15 digits may be a number of before 1999, which had no check character."""
    return len(digits) == 15 and _is_division(digits[:6]) and _is_day("19" + digits[6:12])


def _is_holder(code: str) -> bool:
    return _is_division(code) or code in PERMITS or is_foreigners(code)


def _is_division(code: str) -> bool:
    """A city without counties, as 441900, ends in zeros."""
    return code[:2] in PROVINCES and ("01" <= code[2:4] <= "70" or code[2:4] == "90")


def _is_day(digits: str) -> bool:
    try:
        day = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return day.year >= EARLIEST and day <= timezone.localdate()


def is_card(digits: str) -> bool:
    """Whether digits are a bank card's: a known issuer, a length it uses, and Luhn's sum."""
    return _has_issuer(digits) and _luhn(digits)


def _has_issuer(digits: str) -> bool:
    """Issuers by ISO/IEC 7812: UnionPay and older domestic ranges, Visa, Mastercard, JCB."""
    if len(digits) == 16:
        first = int(digits[:4])
        is_foreign = (
            digits[0] == "4"
            or 5100 <= first <= 5599
            or 2221 <= first <= 2720
            or 3528 <= first <= 3589
        )
        if is_foreign:
            return True
    return 16 <= len(digits) <= 19 and digits.startswith(("62", "9558", "6033", "8171"))


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def is_mobile(digits: str) -> bool:
    """Whether it is 11 digits of a mobile network, after a zero or the code of the country."""
    return digits[:-11] in PREFIXES and digits[-11] == "1" and digits[-10] in "3456789"
