"""What an inspection would ask of the sections: none empty, none left alone for too long."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.inspection.checks import last_change, older_than
from qingdao_techedu.inspection.registry import Check, Finding, Found

from .sections import SECTIONS, Section, shown

DAYS = {"news": 14, "notices": 183}


def _left_alone(kind: str) -> Iterator[Finding]:
    for section in SECTIONS:
        if section.kind == kind and section.records:
            last = last_change(section.records())
            if last is None or last < older_than(DAYS[kind]):
                yield Finding(str(section.label), _desk_list(section), last)


def _desk_list(section: Section) -> str:
    assert section.records
    options = section.records().model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def _empty() -> Found:
    full = {section.name for section in shown()}
    return Found.of(
        Finding(_("“%(section)s” has nothing to show.") % {"section": one.label}, _desk_list(one))
        for one in SECTIONS
        if one.name not in full
    )


NEWS = Check(
    "news",
    gettext_lazy("News columns are up to date"),
    gettext_lazy("A column of news changes at least every two weeks."),
    lambda: Found.of(_left_alone("news")),
)
NOTICES = Check(
    "notices",
    gettext_lazy("Notice columns are up to date"),
    gettext_lazy("A column of notices changes at least every six months."),
    lambda: Found.of(_left_alone("notices")),
)
EMPTY = Check(
    "empty",
    gettext_lazy("No column is empty"),
    gettext_lazy("A column without content is hidden from visitors and is a fault all the same."),
    _empty,
)
