"""A run says plainly which target was met."""

from __future__ import annotations

import pytest

from bench.table import Row, faster, in_turn, slower


@pytest.mark.parametrize(
    ("ratio", "limits", "met"),
    [
        (1.10, {"most": 1.10}, "yes"),
        (1.11, {"most": 1.10}, "**no**"),
        (10.0, {"least": 10}, "yes"),
        (9.99, {"least": 10}, "**no**"),
        (3.0, {}, ""),
    ],
)
def test_a_target_is_met_up_to_the_limit_and_no_further(ratio, limits, met):
    row = str(Row("what", "1 s", "2 s", ratio, **limits))

    assert row.split("|")[-2].strip() == met


def test_a_missed_target_never_looks_like_a_met_one():
    told = [cell.strip() for cell in str(Row("what", "", "", 1.104, most=1.10)).split("|")]

    assert told[4:7] == ["1.104 ×", "≤ 1.10 ×", "**no**"]


def test_ratios_are_taken_round_by_round():
    ours, beside = [1.0, 10.0, 2.0], [2.0, 20.0, 1.0]

    assert slower("what", ours, beside, most=1).ratio == 0.5
    assert faster("what", ours, beside, least=1).ratio == 2.0


def test_acts_take_turns():
    asked: list[str] = []

    def act(name: str):
        return lambda: asked.append(name) or float(len(asked))

    assert in_turn(2, act("a"), act("b")) == [[1.0, 3.0], [2.0, 4.0]]
    assert asked == ["a", "b", "a", "b"]
