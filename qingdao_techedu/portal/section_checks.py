"""What an inspection would ask of the sections: none empty, none left alone for too long."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingdao_techedu.inspection.checks import last_change, older_than
from qingdao_techedu.inspection.registry import Check, CheckResult, InspectionFinding
from qingdao_techedu.ui.sections import Section

from .sections import all_sections, shown

DAYS = {"news": 14, "notices": 183}


def _lately_changed(kind: str) -> CheckResult:
    """The columns of a kind that were left alone. An empty one has a check of its own."""
    columns = [section for section in shown() if section.kind == kind]
    return CheckResult.of(_left_alone(columns, older_than(DAYS[kind])), len(columns))


def _left_alone(columns: list[Section], limit: datetime.date) -> Iterator[InspectionFinding]:
    for section in columns:
        assert section.records
        last = last_change(section.records())
        if last is None or last < limit:
            yield InspectionFinding(str(section.label), _desk_list(section), last)


def _desk_list(section: Section) -> str:
    assert section.records
    options = section.records().model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def _empty() -> CheckResult:
    full = {section.name for section in shown()}
    return CheckResult.of(
        InspectionFinding(
            _("“%(section)s” has nothing to show.") % {"section": one.label}, _desk_list(one)
        )
        for one in all_sections()
        if one.name not in full
    )


NEWS = Check(
    "news",
    gettext_lazy("News columns are up to date"),
    gettext_lazy("A column of news changes at least every two weeks."),
    lambda: _lately_changed("news"),
)
NOTICES = Check(
    "notices",
    gettext_lazy("Notice columns are up to date"),
    gettext_lazy("A column of notices changes at least every six months."),
    lambda: _lately_changed("notices"),
)
EMPTY = Check(
    "empty",
    gettext_lazy("No column is empty"),
    gettext_lazy("A column without content is hidden from visitors and is a fault all the same."),
    _empty,
)
