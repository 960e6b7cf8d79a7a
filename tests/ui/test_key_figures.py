"""Several rooms may know a figure of a record; the surest answers, and tells how it changed."""

from __future__ import annotations

import pytest
from django.utils import translation

from colleges.models import College, Specialty
from qingdao_techedu.ui import key_figures
from qingdao_techedu.ui.key_figures import KeyFigure
from qingdao_techedu.ui.numbers import Amount


def figure(number: str, **told) -> KeyFigure:
    return KeyFigure(Amount(number, "persons"), "2024", "/", "press", **told)


def reported(records) -> dict:
    return {one.pk: figure("reported") for one in records}


def counted(records) -> dict:
    return {one.pk: figure("counted") for one in records if one.pk == 1}


@pytest.fixture(autouse=True)
def _makers_of_its_own(monkeypatch):
    monkeypatch.setattr(key_figures, "_makers", {})
    key_figures.register("colleges.College", f"{__name__}.reported", rank=1)
    key_figures.register("colleges.College", f"{__name__}.counted")


def test_of_two_answers_the_one_of_lower_rank_is_believed():
    found = key_figures.key_figures([College(pk=1), College(pk=2)])
    assert {key: one.amount.number for key, one in found.items()} == {1: "counted", 2: "reported"}


def test_nobody_is_asked_of_other_records_or_of_none():
    assert key_figures.key_figures([Specialty(pk=1)]) == {}
    assert key_figures.key_figures([]) == {}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"change": 1_041, "rate": 4.249}, "1,041 persons more than the year before (4.2%)"),
        ({"change": -7, "rate": -0.55}, "7 persons fewer than the year before (0.6%)"),
        ({"change": 3, "rate": None}, "3 persons more than the year before"),
        ({"change": 0, "rate": 0.0}, "as many as the year before"),
        ({}, ""),
    ],
)
def test_a_change_is_told_in_words_and_an_unknown_one_is_not(told, words):
    with translation.override("en"):
        assert figure("1", **told).comparison == words
