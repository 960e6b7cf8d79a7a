"""Names are sorted and found by sound, by character and in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdao_techedu.facts.models import Indicator
from qingdao_techedu.naming.names import pinyin_of, pinyin_of_person, published_english
from qingdao_techedu.naming.sounds import LONGEST_INDEX, index_of, key_of

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
    assert (record.pinyin, record.pinyin_index) == ("qing dao ji shi", "qingdaojishi qdjs 青岛技师")


def test_a_corrected_pinyin_is_kept():
    record = named("乐学院", pinyin=" Yue  Xue Yuan ")
    assert (record.pinyin, record.pinyin_index) == ("yue xue yuan", "yuexueyuan yxy 乐学院")
    record.save()
    assert record.pinyin == "yue xue yuan"


@pytest.mark.parametrize(
    "text", ["青岛", "技师", "qingdao", "QINGDAO", "qd", "QDJS", "artisan", "青岛 artisan"]
)
def test_a_name_is_found_by_character_sound_initials_and_english(text):
    named("青岛技师", name_en="Artisans", name_en_status="human")
    assert found(text) == {"test-a"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("烹饪（中式烹调）", "przspt"),
        ("烹饪（中式烹调）", "pengrenzhongshi"),
        ("烹饪（中式烹调）", "pengren(zhongshi"),
        ("烹饪（中式烹调）", "烹饪(中式烹调)"),
        ("烹饪（中式烹调）", "烹饪中式"),
        ("示例技师学院01", "sljsxy01"),
        ("示例技师学院01", "shilijishixueyuan01"),
        ("示例技师学院01", "学院０１"),
        ("数控CNC加工", "skcncjg"),
        ("数控CNC加工", "skcjg"),
        ("3D打印", "3ddy"),
        ("现代旅游", "lüyou"),
        ("现代旅游", "luyou"),
        ("现代旅游", "lvyou"),
        ("现代旅游", "lǚyóu"),
        ("现代旅游", "LYUYOU"),
        ("女装设计", "nüzhuang"),
        ("调酒", "tiaojiu"),
        ("建筑给排水", "jipaishui"),
        ("单县学校", "shanxian"),
        ("乐陵学校", "laoling"),
        ("薄膜制造", "bomo"),
        ("长清校区", "changqing"),
        ("长焰煤利用", "changyanmei"),  # no phrase of anybody's
        ("长焰煤利用", "zhangyanmei"),
        ("青岛技师", "ｑｉｎｇｄａｏ"),
        ("青岛技师", "ＱＤＪＳ"),
        ("青岛技师", "qīngdǎo"),
        ("青岛技师", "青島"),
        ("西安路校区", "xi'an"),
    ],
)
def test_a_name_is_found_as_people_type_it(name, text):
    named(name)
    assert found(text) == {"test-a"}


@pytest.mark.parametrize("text", ["青鳥", "（", "()", "tiaodao"])
def test_what_is_not_in_a_name_finds_nothing(text):
    named("青岛技师")
    assert found(text) == set()


def test_a_sign_is_looked_for_as_it_stands():
    named("烹饪（中式）")
    assert found("（") == {"test-a"}


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("曾丽", "zeng li"),
        ("单小明", "shan xiao ming"),
        ("仇英", "qiu ying"),
        ("解放", "xie fang"),
        ("查理", "zha li"),
        ("尉迟恭", "yu chi gong"),
        ("王曾", "wang ceng"),
        ("Ali Khan", "ali khan"),
        ("买买提·艾力", "mai mai ti ai li"),
        ("", ""),
    ],
)
def test_a_surname_is_read_as_one(name, sounds):
    assert pinyin_of_person(name) == sounds


@pytest.mark.parametrize(
    ("text", "sounds"),
    [("单位", "dan wei"), ("解放路", "jie fang lu"), ("成长清单", "cheng zhang qing dan")],
)
def test_words_that_begin_like_a_surname_or_hold_a_phrase_are_read_as_words(text, sounds):
    assert pinyin_of(text) == sounds


def test_the_longest_name_has_room_for_its_pinyin():
    record = named("庄" * 200)
    record.refresh_from_db()
    assert len(record.pinyin) <= 400
    assert found("zhuangzhuang") == {"test-a"}


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
    assert spelled == " ".join(spelled.split())


@given(st.text(max_size=200))
def test_any_name_fits_its_columns_and_is_found_by_any_of_its_words(name):
    index = index_of(name, pinyin_of(name))
    assert len(index) <= LONGEST_INDEX
    assert all(part for part in index.split(" ")) or not index
    for word in name.split()[:3]:
        assert key_of(word) in index or len(key_of(name)) > 100
