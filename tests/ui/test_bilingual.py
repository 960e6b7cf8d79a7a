"""Chinese leads, English is a courtesy, and a text says which language it is in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from qingdao_techedu.ui.bilingual import Wording, wording
from qingdao_techedu.ui.languages import CHINESE, ENGLISH, active


def record(**fields):
    return SimpleNamespace(**{"name_zh": "院校", "name_en": "", **fields})


def shown(value) -> str:
    return engines["django"].from_string("{{ value }}").render({"value": value})


def name_in(language: str, **fields) -> Wording:
    with translation.override(language):
        return wording(record(**fields), "name")


@pytest.mark.parametrize(("language", "expected"), [("zh-hans", CHINESE), ("en", ENGLISH)])
def test_the_active_language_is_that_of_the_page(language, expected):
    with translation.override(language):
        assert active() == expected


def test_without_a_language_the_page_is_chinese():
    with translation.override(None):
        assert active() == CHINESE


def test_chinese_is_shown_on_chinese_pages_even_where_there_is_english():
    text = name_in("zh-hans", name_en="College")
    assert (text, text.lang) == ("院校", CHINESE)


def test_english_is_shown_on_english_pages():
    text = name_in("en", name_en="College", name_en_status="human")
    assert (text, text.lang) == ("College", ENGLISH)


def test_chinese_stands_in_for_missing_english():
    text = name_in("en")
    assert (text, text.lang) == ("院校", CHINESE)


def test_a_machine_translation_is_not_published():
    text = name_in("en", name_en="Volkswagen Daily", name_en_status="machine")
    assert (text, text.lang) == ("院校", CHINESE)


def test_a_page_marks_a_text_in_the_other_language():
    with translation.override("en"):
        assert shown(Wording("院校", CHINESE)) == '<span lang="zh-Hans">院校</span>'
        assert shown(Wording("College", ENGLISH)) == "College"


def test_a_page_does_not_mark_a_text_in_its_own_language():
    with translation.override("zh-hans"):
        assert shown(Wording("院校", CHINESE)) == "院校"
        assert shown(Wording("College", ENGLISH)) == '<span lang="en">College</span>'


def test_nothing_is_not_marked():
    with translation.override("en"):
        assert shown(Wording("", CHINESE)) == ""


@pytest.mark.parametrize("lang", [CHINESE, ENGLISH])
def test_markup_in_a_text_is_escaped(lang):
    with translation.override("en"):
        assert "<b>" not in shown(Wording("<b>院校</b>", lang))


def test_plain_text_is_at_hand_for_titles_and_attributes():
    with translation.override("en"):
        text = Wording("院校", CHINESE)
        assert type(text.text) is str
        assert (
            engines["django"].from_string("<title>{{ t.text }}</title>").render({"t": text})
            == "<title>院校</title>"
        )
