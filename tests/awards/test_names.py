"""Names of persons, compared and masked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王小明", " 王 小明　"),
        ("买买提·艾力", "买买提•艾力"),
        ("买买提·艾力", "买买提．艾力"),
        ("Ali Khan", "ＡＬＩ khan"),
        ("２０２３级焊接１班", "2023级焊接1班"),
    ],
)
def test_two_writings_of_one_name_are_the_same(one, other):
    assert names.plain(one) == names.plain(other)


@pytest.mark.parametrize(("one", "other"), [("王小明", "王晓明"), ("王小明", "王小"), ("王", "")])
def test_two_names_are_not_the_same(one, other):
    assert names.plain(one) != names.plain(other)


@pytest.mark.parametrize(
    ("name", "told"),
    [("张小三", "张*三"), ("欧阳娜娜", "欧*娜"), ("李雷", "李*"), ("王", "王*"), ("", "*")],
)
def test_a_masked_name_tells_its_first_and_last_character(name, told):
    assert names.masked(name) == told


@given(st.text(min_size=3))
def test_a_masked_name_does_not_tell_how_long_the_name_is(name):
    assert len(names.masked(name)) <= 3


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 王　小 明 ", "王小明"),
        ("王\u200b小明", "王小明"),
        ("买买提 • 艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("Ali  Khan", "Ali Khan"),
        ("J. R. Smith", "J. R. Smith"),
        ("２０２３级 焊接 １班", "2023级焊接1班"),
        ("\u200b ", ""),
    ],
)
def test_a_name_is_kept_tidy(typed, kept):
    assert names.tidied(typed) == kept


@given(st.text())
def test_tidying_changes_nothing_that_matters_and_nothing_twice(name):
    tidy = names.tidied(name)
    assert names.plain(tidy) == names.plain(name)
    assert names.tidied(tidy) == tidy
