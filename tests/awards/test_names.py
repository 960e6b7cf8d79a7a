"""Names of persons: the same however they are typed, never those of somebody else, and masked."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards import names
from qingdao_techedu.normalization.characters import own
from qingdao_techedu.normalization.typed import without_invisible

# Every block of Chinese characters that Unicode 17 has, whatever this Python knows of it.
HAN_BLOCKS = [
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFAFF + 1),  # compatibility ideographs, twelve of which are no such forms
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2EE5E),
    range(0x2F800, 0x2FA20),  # compatibility ideographs
    range(0x30000, 0x3347A),
]
RADICALS = [range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6)]
LETTERS = st.characters(categories=["L", "N", "Lo"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王小明", " 王 小明　"),
        ("王明", "王　明"),
        ("王\u200b小明", "王小明\ufeff"),
        ("Ali Khan", "ＡＬＩ khan"),
        ("ali khan", " Ali  Khan"),
        ("J. R. Smith", "J.R. Smith"),
        ("O’Neil", "O'Neil"),
        ("Jean‐Paul", "Jean-Paul"),
        ("José", "Jose\u0301"),
        ("Σοφίας", "ΣΟΦΊΑΣ"),
        ("２０２３级 焊接 １班", "2023级焊接1班"),
        ("机电（1）班", "机电(1)班"),
        ("⻢⼤⺠", "马大民"),
        ("龚\ue863", "龚䶮"),
        ("\uf9d1明", "六明"),
        ("葛\U000e0100明", "葛明"),
        ("ﬁona", "Fiona"),
        ("ﺋﺎﻟﯩﻢ", "ئالىم"),
    ],
)
def test_two_writings_of_one_name_are_the_same(one, other):
    assert names.folded(one) == names.folded(other)


@pytest.mark.parametrize("dot", "·•・‧∙⋅●.．･⸱⸳᛫\u0387")
@pytest.mark.parametrize("space", ["", " "])
def test_the_dot_of_a_name_of_two_parts_has_many_shapes(dot, space):
    assert names.folded(f"买买提{space}{dot}{space}艾力") == "买买提·艾力"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王小明", "王晓明"),
        ("王小明", "王小"),
        ("王", ""),
        ("王礼", "王禮"),
        ("马丽", "馬丽"),
        ("王小明", "玉小明"),
        ("王小\U00031350明", "王小明"),  # Unicode 15: unknown to Python 3.11
        ("王\U000323b0", "王\U00033479"),  # Unicode 17
        ("买买提艾力", "买买提·艾力"),
        ("An Na", "Anna"),
        ("José", "Jose"),
        ("Weiß", "Weiss"),
        ("Işık", "Isik"),
        ("焊接11班", "焊接1 1班"),
        ("10²班", "102班"),
        ("焊接①班", "焊接1班"),
        ("㈠班", "(一)班"),
        ("王\ufffd明", "王明"),
        ("王\ue000", "王"),
        ("王□明", "王明"),
        ("王*明", "王明"),
        ("王小明\u0301", "王小明"),
        ("ನ್\u200d", "ನ್"),
    ],
)
def test_two_names_are_not_the_same(one, other):
    assert names.folded(one) != names.folded(other)


def test_no_two_chinese_characters_are_taken_for_each_other():
    """But for those that Unicode itself calls compatibility or radical forms of one another."""
    alike = defaultdict(set)
    for block in HAN_BLOCKS:
        for code in block:
            alike[names.folded(chr(code))].add(code)
    wrong = {
        form: own
        for form, codes in alike.items()
        if len(
            own := {code for code in codes if unicodedata.normalize("NFC", chr(code)) == chr(code)}
        )
        > 1
        or len(form) != 1
    }
    assert wrong == {}
    assert len(alike) > 100_000


def test_a_radical_is_the_character_that_it_is_a_form_of():
    forms = {chr(code): names.folded(chr(code)) for block in RADICALS for code in block}
    by_nfkc = {
        radical: own
        for radical in forms
        if (own := unicodedata.normalize("NFKC", radical)) != radical
    }
    assert {radical: forms[radical] for radical in by_nfkc} == by_nfkc
    unassigned = {"\u2e9a"}
    repeated = {"\u2e80"}  # no form of any one character
    assert {radical for radical, form in forms.items() if form == radical} == unassigned | repeated
    assert (forms["⻓"], forms["⻑"], forms["⻰"], forms["⿓"]) == ("长", "長", "龙", "龍")


@given(st.text(LETTERS, min_size=1), st.data())
def test_no_letter_of_a_name_can_be_left_out(name, data):
    place = data.draw(st.integers(0, len(name) - 1))
    shorter = name[:place] + name[place + 1 :]
    blank = names.folded(name[place]) == ""
    assert names.folded(name) != names.folded(shorter) or blank


@given(st.text(st.characters(categories=["Cn"]), min_size=1))
def test_a_character_that_this_python_does_not_know_is_part_of_the_name(unknown):
    dropped = {chr(0x2065)}
    if not dropped & set(unknown):
        assert names.folded(unknown) == unknown
        assert names.folded(f"王{unknown}") != names.folded("王")


@given(st.text())
def test_folding_leaves_the_letters_of_a_name_alone(name):
    assert letters(names.folded(name)) == letters(name)


@given(st.text())
def test_a_folded_name_is_folded(name):
    assert names.folded(names.folded(name)) == names.folded(name)


def letters(name: str) -> str:
    """What is left of a name by the coarsest rule: no forms, no case, nothing but letters."""
    folded = unicodedata.normalize("NFKC", own(without_invisible(name))).casefold()
    return "".join(
        one
        for one in unicodedata.normalize("NFKC", folded)
        if unicodedata.category(one)[0] in "LN" and one != "ʼ"
    )


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
        ("王小\U00031350", "王小\U00031350"),
        ("⼯⼀⻢", "工一马"),
        ("买买提 • 艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("Ali  Khan", "Ali Khan"),
        ("J. R. Smith", "J. R. Smith"),
        ("O’Neil", "O’Neil"),
        ("２０２３级 焊接 １班", "2023级焊接1班"),
        ("焊接①班", "焊接①班"),
        ("\u200b ", ""),
    ],
)
def test_a_name_is_kept_tidy(typed, kept):
    assert names.tidied(typed) == kept


@given(st.text())
def test_tidying_changes_nothing_that_matters_and_nothing_twice(name):
    tidy = names.tidied(name)
    assert names.folded(tidy) == names.folded(name)
    assert names.tidied(tidy) == tidy
