"""Names are sorted and found by sound, by character and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.facts.models import Indicator
from qingdao_techedu.facts.naming import pinyin_index_of, pinyin_of, published_english

pytestmark = pytest.mark.django_db


def named(name_zh: str, **fields) -> Indicator:
    return Indicator.objects.create(
        code=f"test-{fields.pop('code', 'a')}", name_zh=name_zh, **fields
    )


def found(text: str) -> set[str]:
    return set(
        Indicator.objects.filter(code__startswith="test-")
        .matching(text)
        .values_list("code", flat=True)
    )


def test_a_name_is_spelled_when_it_is_saved():
    record = named("青岛技师")
    assert (record.pinyin, record.pinyin_index) == ("qing dao ji shi", "qingdaojishi qdjs")


def test_a_corrected_pinyin_is_kept():
    record = named("单县", pinyin=" Shan  Xian ")
    assert (record.pinyin, record.pinyin_index) == ("shan xian", "shanxian sx")
    record.save()
    assert record.pinyin == "shan xian"


@pytest.mark.parametrize(
    "text", ["青岛", "技师", "qingdao", "QINGDAO", "qd", "QDJS", "artisan", "青岛 artisan"]
)
def test_a_name_is_found_by_character_sound_initials_and_english(text):
    named("青岛技师", name_en="Artisans", name_en_status="human")
    assert found(text) == {"test-a"}


@pytest.mark.parametrize("text", ["青鸟", "beijing", "青岛 beijing"])
def test_every_word_must_occur(text):
    named("青岛技师", name_en="Artisans")
    assert found(text) == set()


def test_a_machine_translation_is_neither_shown_nor_found():
    named("青岛技师", name_en="Volkswagen", name_en_status="machine")
    assert found("volkswagen") == set()
    shown = Indicator.objects.filter(code="test-a").values_list(published_english(), flat=True)
    assert list(shown) == [""]


def test_a_human_translation_is_shown():
    named("青岛技师", name_en="Artisans", name_en_status="human")
    shown = Indicator.objects.filter(code="test-a").values_list(published_english(), flat=True)
    assert list(shown) == ["Artisans"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "'"])
def test_signs_of_the_database_stand_for_themselves(text):
    named("青岛技师")
    named(f"甲{text}乙", code="b")
    assert found(text) == {"test-b"}


@given(st.text())
def test_any_text_can_be_spelled(text):
    spelled = pinyin_of(text)
    assert spelled == spelled.lower()
    pinyin_index_of(spelled)
