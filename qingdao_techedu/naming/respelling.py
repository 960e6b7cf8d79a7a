"""Making the pinyin of existing records anew, for migrations after the readings were mended."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from pypinyin import lazy_pinyin

from .names import pinyin_of, pinyin_of_person
from .readings import COMPOUND_SURNAMES, SURNAMES
from .sounds import index_of

AT_ONCE = 500


def respell(apps: Any, model: Any) -> int:
    """Spell the records of a ``Named`` model anew, and say how many were written.

    The index is made of every name. The pinyin, which staff may correct, is made anew only where
    it is what the library reads by itself; an open proposal that was made on it stays one that
    can be approved.
    """
    changed: list[Any] = []
    for record in model.objects.only("name_zh", "pinyin", "pinyin_index").iterator(AT_ONCE):
        before = record.pinyin, record.pinyin_index
        if record.pinyin in ("", read_by_the_library(record.name_zh)):
            record.pinyin = pinyin_of(record.name_zh)
            _follow(apps, model, record, before[0])
        record.pinyin_index = index_of(record.name_zh, record.pinyin)
        if before != (record.pinyin, record.pinyin_index):
            changed.append(record)
    model.objects.bulk_update(changed, ["pinyin", "pinyin_index"], AT_ONCE)
    return len(changed)


def respell_persons(persons: Any) -> int:
    """The same for rows with a ``name`` of a person: of surnames read as words."""
    surnames = [*SURNAMES, *COMPOUND_SURNAMES]
    concerned = Q()
    for surname in surnames:
        concerned |= Q(name__startswith=surname)
    changed = []
    for person in persons.filter(concerned).only("name", "pinyin").iterator(AT_ONCE):
        pinyin = pinyin_of_person(person.name)
        if person.pinyin == read_by_the_library(person.name) != pinyin:
            person.pinyin = pinyin
            changed.append(person)
    persons.bulk_update(changed, ["pinyin"], AT_ONCE)
    return len(changed)


def read_by_the_library(name: str) -> str:
    """What the pinyin of a name was before there were readings of our own."""
    return " ".join(lazy_pinyin(name)).lower()


def _follow(apps: Any, model: Any, record: Any, former: str) -> None:
    """Let open changes of the record begin with what it has now; else they would conflict."""
    if record.pinyin == former:
        return
    changes = apps.get_model("publishing", "Change").objects.filter(
        act__in=["change", "delete"],
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id=record.pk,
        proposal__state__in=["draft", "submitted", "returned"],
    )
    for change in changes:
        for values in (change.before, change.after):
            if values.get("pinyin") == former:
                values["pinyin"] = record.pinyin
        change.save(update_fields=["before", "after"])
