"""What differs between two texts is marked word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.publishing.marking import MAX_WORDS, marked


def shown(before: str, after: str) -> str:
    mark = {"same": "{}", "gone": "[-{}]", "new": "[+{}]"}
    return "".join(mark[one.kind].format(one.text) for one in marked(before, after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("会议全面贯彻精神。", "会议深入贯彻精神。", "会议[-全面][+深入]贯彻精神。"),
        ("held in 2023", "held in 2024", "held in [-2023][+2024]"),
        ("全文", "全文。新增一句。", "全文[+。新增一句。]"),
        ("一样", "一样", "一样"),
        ("", "新", "[+新]"),
    ],
)
def test_only_the_changed_words_are_marked(before, after, told):
    assert shown(before, after) == told


def test_one_character_that_stayed_between_two_changes_is_not_picked_out():
    assert shown("甲的乙完", "丙的丁完") == "[-甲的乙][+丙的丁]完"


@given(st.text(alphabet="甲乙丙。 ab\n"), st.text(alphabet="甲乙丙。 ab\n"))
def test_both_texts_can_be_read_out_of_what_is_marked(before, after):
    found = marked(before, after)
    assert "".join(one.text for one in found if not one.is_new) == before
    assert "".join(one.text for one in found if not one.is_gone) == after


def test_a_very_long_text_is_compared_by_sentences_and_at_last_not_at_all():
    sentence = "字" * 100 + "。"
    many = sentence * (MAX_WORDS // 50)
    assert shown(many, f"{many}新句。") == f"{many}[+新句。]"
    endless = "。" * (MAX_WORDS + 1)
    assert [one.kind for one in marked(endless, endless + "新")] == ["gone", "new"]
