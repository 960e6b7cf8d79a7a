"""The words in both languages: all there, none doubtful, and compiled as they are written.

English is the language of the code itself, so its catalog is complete as long as every string
is marked; the Chinese one must hold each of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from tests.rooms import ROOTS

FOLDER = settings.BASE_DIR / "qingdao_techedu" / "locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
WRITTEN = polib.pofile(str(FOLDER / "django.po"))


def named(entries) -> list[str]:
    return [entry.msgid for entry in entries]


def wordings(entry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


FUNCTIONS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy"], 0),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], 0),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], 1),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], 1),
}
CALL = re.compile(r"\b(_|n?p?gettext(?:_lazy)?)\((.*?)\)\s", re.DOTALL)


def said_in_code() -> Iterator[tuple[str | None, str]]:
    """The context and text of each string that a module marks for translation."""
    for root in ROOTS:
        for path in (settings.BASE_DIR / root).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (found := marked(node)):
                    yield found


def said_in_templates() -> Iterator[tuple[str | None, str]]:
    """The same of the templates, as Django itself makes them readable for extraction."""
    templates = settings.BASE_DIR / "templates"
    for path in [*templates.rglob("*.html"), *templates.rglob("*.txt")]:
        for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8")) + " "):
            # Django writes a number for the count of a plural, which is no Python of its own.
            call = ast.parse(f"{name}({arguments.removesuffix(',count')})", mode="eval").body
            if found := marked(call):
                yield found


def marked(call: ast.Call) -> tuple[str | None, str] | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in FUNCTIONS:
        return None
    texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
    place = FUNCTIONS[name]
    if len(texts) <= place or not isinstance(texts[place], str):
        return None
    return (texts[0] if place else None, texts[place])


def test_every_string_of_code_and_templates_is_in_the_catalogue():
    said = {*said_in_code(), *said_in_templates()}
    assert len(said) > 700
    assert said - {(entry.msgctxt, entry.msgid) for entry in WRITTEN} == set()


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
    def content(catalog) -> dict:
        return {(entry.msgctxt, entry.msgid): wordings(entry) for entry in catalog}

    assert content(polib.mofile(str(FOLDER / "django.mo"))) == content(WRITTEN)
