"""The Chinese words: all there, none doubtful, and the compiled catalogue is the written one."""

from __future__ import annotations

import re

import polib
from django.conf import settings

FOLDER = settings.BASE_DIR / "qingdao_techedu" / "locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
WRITTEN = polib.pofile(str(FOLDER / "django.po"))


def named(entries) -> list[str]:
    return [entry.msgid for entry in entries]


def wordings(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def test_every_string_is_translated():
    assert named(WRITTEN.untranslated_entries()) == []


def test_no_translation_is_doubtful():
    assert named(WRITTEN.fuzzy_entries()) == []


def test_no_translation_is_left_over():
    assert named(WRITTEN.obsolete_entries()) == []


def test_translations_keep_the_placeholders():
    # The plural form is the one that always names its count.
    broken = [
        (entry.msgid, wording)
        for entry in WRITTEN
        for wording in wordings(entry)
        if placeholders(entry.msgid_plural or entry.msgid) != placeholders(wording)
    ]
    assert broken == []


def test_the_compiled_catalogue_is_the_written_one():
    def content(catalogue) -> dict:
        return {(entry.msgctxt, entry.msgid): wordings(entry) for entry in catalogue}

    assert content(polib.mofile(str(FOLDER / "django.mo"))) == content(WRITTEN)
