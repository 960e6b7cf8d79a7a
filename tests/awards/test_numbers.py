"""Certificate numbers: issued by chance, read however they are typed, mistyping found."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from awards import numbers

issued = st.integers().map(lambda seed: numbers.new_number(random.Random(seed).choice))


@given(issued)
def test_a_number_is_valid_and_has_no_sign_that_is_misread(number):
    assert numbers.is_number(number)
    assert not set(number) & set("01OILU")


@given(issued, st.integers(0, numbers.LENGTH - 1), st.sampled_from(numbers.SIGNS))
def test_one_wrong_character_is_found(number, place, sign):
    wrong = number[:place] + sign + number[place + 1 :]
    assert numbers.is_number(wrong) is (wrong == number)


@given(issued)
def test_it_is_the_same_however_it_is_typed(number):
    printed = numbers.printed(number)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else "－" for sign in printed)
    for writing in (printed, printed.lower(), f" {printed.replace('-', ' ')} ", wide):
        assert numbers.typed(writing) == number


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text):
    assert numbers.is_number(numbers.typed(text)) in {True, False}


def test_numbers_differ():
    assert len({numbers.new_number() for _one in range(1_000)}) == 1_000
