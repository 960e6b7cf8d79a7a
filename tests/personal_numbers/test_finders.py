"""What is found in a text, what is left alone, and that a finding gives nothing away."""

from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from qingdao_techedu.personal_numbers.finders import in_text, veiled
from qingdao_techedu.personal_numbers.kinds import Kind
from qingdao_techedu.personal_numbers.numbers import check_character, is_identity_body

from . import corpus

DIGITS = st.text("0123456789", min_size=1)
SEPARATORS = st.text(" -—－·.。，,、/\t\n\u3000\u200b_…（）", max_size=4)
WIDTHS = (
    str.maketrans({}),
    corpus.FULL,
    str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
)


@st.composite
def identities(draw) -> str:
    day = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2024, 12, 31)))
    serial = draw(st.integers(0, 999))
    body = f"{draw(st.sampled_from(corpus.DIVISIONS + corpus.OF_OTHERS))}{day:%Y%m%d}{serial:03}"
    return body + check_character(body)


@st.composite
def hidden_identities(draw) -> str:
    """A valid number, each digit in any width, with anything but letters after it."""
    number = draw(identities())
    signs = [
        sign.translate(draw(st.sampled_from(WIDTHS))) + draw(SEPARATORS) for sign in number[:-1]
    ]
    return "".join(signs) + number[-1]


def kinds_in(text: str) -> list[str]:
    return [str(one.kind) for one in in_text(text)]


def test_two_hundred_patterns_none_missed_and_hardly_a_false_alarm():
    missed = [text for text in corpus.patterns(corpus.TRUE, 100) if not in_text(text)]
    alarms = [text for text in corpus.patterns(corpus.FALSE, 100) if in_text(text)]
    assert missed == []
    assert len(alarms) <= 2, alarms


@given(hidden_identities())
def test_a_valid_id_number_is_found_however_its_digits_are_dressed(hidden):
    assert Kind.IDENTITY in kinds_in(f"编号：{hidden}。")


@given(
    identities(), st.text("的为张李a号 ，。", max_size=6), st.text("的为张李号 ，。", max_size=6)
)
def test_words_around_do_not_hide_it(number, before, after):
    assert kinds_in(before + number + after) == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "810000199408230021",
        "居住证 830000199201300022",
        "820000 19940823 0023",
        "937392199203040010",
        "永久居留身份证９３７３９２１９９２０３０４００１０",
        "永久居留证 CAN110181080301",
        "外国人永久居留证件号码：USA370285120115",
    ],
)
def test_permits_and_cards_of_others_are_found(text):
    digits = "".join(one for one in text if one.isdecimal())
    if len(digits) == 18:
        ascii_digits = "".join(str(int(one)) for one in digits)
        assert check_character(ascii_digits[:17]) == ascii_digits[17]
    assert kinds_in(text) == ["identity"]


@pytest.mark.parametrize(
    "text",
    [
        "810000199408230022",  # a wrong check
        "811000199408230021",
        "统一社会信用代码 937392199203040010",
        "税号：937392199203040010",
        "批次 CAN110181080301",
        "永久居留证 CAN110181133301",  # no day
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert kinds_in(text) == []


@given(st.text("0123456789", min_size=18, max_size=18))
@example("370202199001011238")
@example("910202199001011237")
@example("370202199013011234")
def test_eighteen_digits_without_a_valid_check_are_no_id_number(digits):
    is_valid = is_identity_body(digits[:17]) and check_character(digits[:17]) == digits[17]
    assert (Kind.IDENTITY in kinds_in(digits)) == is_valid


@given(identities())
def test_a_finding_keeps_and_tells_no_more_than_five_digits(number):
    (found,) = in_text(f"身份证 {number}")
    assert number[3:-2] not in repr(found) + str(found)
    assert found.shown == f"{number[:3]}{'*' * 13}{number[-2:]}"
    assert number not in veiled(f"身份证 {number}")


@given(st.text(max_size=300))
def test_any_text_can_be_searched_and_places_lie_in_it(text):
    for one in in_text(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.line == text[: one.start].count("\n") + 1


@given(st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(corpus.SEPARATORS))
def test_a_mobile_number_is_found_as_people_write_it(number, sign):
    digits = str(number)
    for text in (
        digits,
        corpus.grouped(digits, 3, 4, 4, sign=sign),
        f"+86{digits}",
        f"+86 {corpus.grouped(digits, 3, 4, 4, sign=sign)}",
        f"电话{corpus.grouped(digits, 2, 5, 1, 3, sign=sign)}",
        digits.translate(corpus.FULL),
    ):
        assert kinds_in(f"请找王老师：{text}") == ["mobile"], text


@pytest.mark.parametrize(
    "text",
    [
        "张三，男，1990-01-01，汉族",
        "张三 1990年1月1日 高级工",
        "张三（１９９０．０１．０１）",
        "1990年1月1日\t欧阳明月",
        "张三，19900101",
        "李老师生于1985年3月",
        "1985年3月生，李娜",
        "Zhang San, born 1 January 1990",
        "Li Na was born on May 3, 1999.",
        "She (date of birth: 1999-05-03)",
    ],
)
def test_a_birth_date_beside_a_name_is_found(text):
    assert kinds_in(text) == ["birth"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月24日，刘学军出席会议",
        "学校诞生于1958年9月1日",
        "1990年1月1日生效，王某签发",
        "1985年9月1日 平度市技师学院成立",
        "方案 2010-05-01",
        "出生日期：1990-01-01",  # nobody is named
        "张三获2010年技能竞赛一等奖",
        "于2011年5月升格",
        "黄岛区 2010年10月1日启用",
    ],
)
def test_dates_of_events_are_left_alone(text):
    assert kinds_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "¥13812345678",
        "共 13812345678 元",
        "13812345678.00",
        "证书编号：13812345678",
        "QDJG-2024-13812345678",
        "批次 a13812345678",
        "比例 0.13812345678",
        "138 1234 5678 9012",
        "138.1234.5678.9012",
        "1949-10-1 2024",
        "192.168.100.25",
    ],
)
def test_amounts_codes_and_parts_of_them_are_no_mobile_numbers(text):
    assert kinds_in(text) == []


def test_a_word_beside_it_says_that_it_is_a_number_after_all():
    assert kinds_in("手机 138 1234 5678 9012") == ["mobile"]
    assert kinds_in("编号见后，电话 13-8123-45678") == ["mobile"]


def test_the_same_digits_are_one_finding_of_the_first_kind():
    assert kinds_in("370202199001011237") == ["identity"]
    assert kinds_in("身份证370202199001011237，手机13812345678") == ["identity", "mobile"]


def test_the_line_is_that_of_the_first_digit():
    (found,) = in_text("第一行\n第二行 138\n12345678")
    assert found.line == 2


def test_a_table_of_figures_is_no_list_of_mobile_numbers():
    chance = random.Random(7)
    rows = ["\t".join(str(chance.randint(100, 1999)) for _ in range(8)) for _ in range(2_000)]
    assert in_text("\n".join(rows)) == []


@pytest.mark.parametrize("count", [*range(1_950, 2_010, 3), 4_321])
def test_where_a_chain_of_digits_had_to_be_cut_nothing_falls_through(count):
    dots = "7 " * count
    assert kinds_in(f"{dots}{' '.join('370202199001011237')} 7") == ["identity"]


@given(st.lists(DIGITS, max_size=12), SEPARATORS)
def test_no_digits_are_found_that_are_not_there(parts, sign):
    text = sign.join(parts)
    assume("*" not in text)
    for one in in_text(text):
        assert one.kind in Kind
