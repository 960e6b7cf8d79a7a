"""The columns that a file of figures may have, and how its cells are understood."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.imports.files import Sheet
from qingdao_techedu.imports.problems import Problems
from qingdao_techedu.normalization.typed import plain

from .models import Measure, Observation

LANGUAGES = ("zh-hans", "en")
MANY = 2_000  # faults; a file with more is not the right file


@dataclass(frozen=True)
class FileColumn:
    """A column: its heading, what else it may be called, and what stands in it."""

    name: str
    label: Any
    explanation: Any
    also: tuple[str, ...] = ()
    meanings: Callable[[], dict[str, Any]] | None = None  # what each text of a cell means

    def headings(self) -> Iterable[str]:
        """What is recognized as its heading, the most exact first."""
        yield from (f"{self.name}_code", self.name, *self.also)
        for language in LANGUAGES:
            with translation.override(language):
                yield str(self.label)


def _colleges() -> dict[str, Any]:
    return _by_texts(College.objects.values_list("pk", "code", "name_zh", "name_en"))


def _specialties() -> dict[str, Any]:
    return _by_texts(Specialty.objects.values_list("pk", "slug", "name_zh", "name_en"))


def measures_by_text() -> dict[str, Any]:
    return _by_texts(Measure.objects.values_list("pk", "code", "name_zh", "name_en"))


def _by_texts(rows: Iterable[tuple]) -> dict[str, Any]:
    """Primary keys by codes and by names; a name of two records names neither."""
    found: dict[str, Any] = {}
    twice = set()
    for pk, code, *names in rows:
        found[plain(code)] = pk
        for name in filter(None, map(plain, names)):
            if found.setdefault(name, pk) != pk:
                twice.add(name)
    return {text: pk for text, pk in found.items() if text not in twice}


def _choices(choices: Any) -> Callable[[], dict[str, Any]]:
    def found() -> dict[str, Any]:
        texts = {plain(value): value for value in choices.values}
        for language in LANGUAGES:
            with translation.override(language):
                texts |= {plain(str(label)): value for value, label in choices.choices}
        return texts

    return found


KEY_COLUMNS = (
    FileColumn(
        "college", gettext_lazy("College"), gettext_lazy("Its code or name."), (), _colleges
    ),
    FileColumn(
        "specialty",
        gettext_lazy("Specialty"),
        gettext_lazy("Its address name or name."),
        (),
        _specialties,
    ),
    FileColumn("level", gettext_lazy("Level"), gettext_lazy("Code or label."), (), _choices(Level)),
    FileColumn(
        "entry_route",
        gettext_lazy("Entry route"),
        gettext_lazy("Code or label."),
        (),
        _choices(EntryRoute),
    ),
    FileColumn(
        "sex",
        gettext_lazy("Sex"),
        gettext_lazy("Code or label."),
        (),
        _choices(Observation.Sex),
    ),
)
YEAR = FileColumn(
    "year",
    gettext_lazy("Year"),
    gettext_lazy("May be left out; where it stands it is the year of the release."),
)


def places_of(
    sheet: Sheet,
    columns: Sequence[FileColumn],
    needed: Collection[str],
    told_already: Iterable[str],
    problems: Problems,
) -> dict[str, int]:
    """Where each column stands; of two that mean the same, that of the codes counts.

    ``told_already`` are headings of our own files that tell nothing new.
    """
    headings: dict[str, int] = {}
    for place, heading in enumerate(sheet.heading):
        text = plain(heading)
        if text in headings:
            rule = _("this column stands in the heading twice.")
            problems.add(sheet.heading_line, heading, "", rule, _("Delete one of the two."))
        headings[text] = place
    places: dict[str, int] = {}
    known = {plain(one) for one in told_already}
    for column in columns:
        called = [plain(one) for one in column.headings()]
        known.update(called)
        found = [headings[one] for one in called if one in headings]
        if found:
            places[column.name] = found[0]
        elif column.name in needed:
            rule = _("the column is missing.")
            way_out = _("Download the template anew, or add the column.")
            problems.add(sheet.heading_line, str(column.label), "", rule, way_out)
    for heading in sheet.heading:
        if plain(heading) not in known:
            rule = _("there is no such column.")
            way_out = _("There are: %(columns)s.") % {
                "columns": ", ".join(column.name for column in columns)
            }
            problems.add(sheet.heading_line, heading, "", rule, way_out)
    return places


def texts_of(cells: Sequence[str], places: dict[str, int]) -> dict[str, str]:
    """The cells of a row by the names of their columns."""
    return {name: cells[place] if place < len(cells) else "" for name, place in places.items()}


def codes_of(
    line: int,
    texts: dict[str, str],
    names: Iterable[str],
    meanings: dict[str, dict[str, Any]],
    problems: Problems,
) -> list[Any]:
    """What the cells under ``names`` mean; None, and a problem, where one means nothing."""
    codes = []
    for name in names:
        text = texts[name]
        meant = meanings[name].get(text) or meanings[name].get(plain(text))
        if meant is None:
            rule = _("the code or name is not known.") if text else _("the cell is empty.")
            problems.add(line, name, text, rule, _nearest(text, meanings[name]))
        codes.append(meant)
    return codes


def check_year(line: int, texts: dict[str, str], year: int, problems: Problems) -> None:
    said = texts.get("year", "")
    if said and said != str(year):
        rule = _("the figures are taken for %(year)d.") % {"year": year}
        problems.add(line, "year", said, rule)


def _nearest(text: str, meanings: dict[str, Any]) -> str:
    near = difflib.get_close_matches(plain(text), list(meanings)[:5_000], n=3)
    return _("Near to it: %(texts)s.") % {"texts": ", ".join(near)} if near else ""
