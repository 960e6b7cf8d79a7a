"""A file of figures: one row is one figure, its columns are codes and a value or a symbol.

The canonical file of a release and the data set's CSV are such files.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from colleges.models import College, EntryRoute, Level, Specialty
from qingdao_techedu.imports.files import Sheet
from qingdao_techedu.imports.problems import Problems

from .models import Measure, Observation
from .rules_of_figures import figure_of
from .writing import Figure, Key

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


def _measures() -> dict[str, Any]:
    return _by_texts(Measure.objects.values_list("pk", "code", "name_zh", "name_en"))


def _by_texts(rows: Iterable[tuple]) -> dict[str, Any]:
    """Primary keys by codes and by names; a name of two records names neither."""
    found: dict[str, Any] = {}
    twice = set()
    for pk, code, *names in rows:
        found[_plain(code)] = pk
        for name in filter(None, map(_plain, names)):
            if found.setdefault(name, pk) != pk:
                twice.add(name)
    return {text: pk for text, pk in found.items() if text not in twice}


def _choices(choices: Any) -> Callable[[], dict[str, Any]]:
    def found() -> dict[str, Any]:
        texts = {_plain(value): value for value in choices.values}
        for language in LANGUAGES:
            with translation.override(language):
                texts |= {_plain(str(label)): value for value, label in choices.choices}
        return texts

    return found


COLUMNS = (
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
    FileColumn("measure", gettext_lazy("Measure"), gettext_lazy("Code or name."), (), _measures),
    FileColumn("value", gettext_lazy("Value"), gettext_lazy("Persons: a whole number from 0.")),
    FileColumn(
        "symbol",
        gettext_lazy("Symbol"),
        gettext_lazy("Instead of a value: x not available, c confidential, z not applicable."),
    ),
    FileColumn(
        "year",
        gettext_lazy("Year"),
        gettext_lazy("May be left out; where it stands it is the year of the release."),
    ),
)
NEEDED = ("college", "specialty", "level", "entry_route", "sex", "measure", "value")
KEYS = NEEDED[:-1]
# Columns of our own files that tell nothing new.
KNOWN = {
    "version",
    "release_version",
    "release_status",
    "college_name_zh",
    "college_name_en",
    "district_code",
    "specialty_name_zh",
    "specialty_name_en",
    "measure_zh",
    "unit",
    "provenance",
}


@dataclass
class Figures:
    """What a file says: the figures, and the line of each."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)


def figures_of(sheet: Sheet, year: int, problems: Problems) -> Figures:
    """The figures of a file; every fault goes to ``problems`` with its line and column."""
    places = _places(sheet, problems)
    found = Figures()
    if len(problems):
        return found
    meanings = {one.name: one.meanings() for one in COLUMNS if one.meanings}
    for line, cells in sheet.rows:
        if len(problems) >= MANY:
            break
        texts = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        _take(found, line, texts, year, meanings, problems)
    return found


def _places(sheet: Sheet, problems: Problems) -> dict[str, int]:
    """Where each column stands; of two that mean the same, that of the codes counts."""
    headings: dict[str, int] = {}
    for place, heading in enumerate(sheet.heading):
        plain = _plain(heading)
        if plain in headings:
            rule = _("this column stands in the heading twice.")
            problems.add(sheet.heading_line, heading, "", rule, _("Delete one of the two."))
        headings[plain] = place
    places: dict[str, int] = {}
    known = KNOWN.copy()
    for column in COLUMNS:
        called = [_plain(one) for one in column.headings()]
        known.update(called)
        found = [headings[one] for one in called if one in headings]
        if found:
            places[column.name] = found[0]
        elif column.name in NEEDED:
            rule = _("the column is missing.")
            way_out = _("Download the template anew, or add the column.")
            problems.add(sheet.heading_line, str(column.label), "", rule, way_out)
    for heading in sheet.heading:
        if _plain(heading) not in known:
            rule = _("there is no such column.")
            way_out = _("There are: %(columns)s.") % {
                "columns": ", ".join(column.name for column in COLUMNS)
            }
            problems.add(sheet.heading_line, heading, "", rule, way_out)
    return places


def _take(
    found: Figures,
    line: int,
    texts: dict[str, str],
    year: int,
    meanings: dict[str, dict[str, Any]],
    problems: Problems,
) -> None:
    before = len(problems)
    codes = []
    for name in KEYS:
        text = texts[name]
        meant = meanings[name].get(text) or meanings[name].get(_plain(text))
        if meant is None:
            rule = _("the code or name is not known.") if text else _("the cell is empty.")
            problems.add(line, name, text, rule, _nearest(text, meanings[name]))
        codes.append(meant)
    said_year = texts.get("year", "")
    if said_year and said_year != str(year):
        rule = _("the figures are taken for %(year)d.") % {"year": year}
        problems.add(line, "year", said_year, rule)
    try:
        figure = figure_of(texts["value"], texts.get("symbol", ""))
    except ValidationError as error:
        shown = texts["value"] or texts.get("symbol", "")
        problems.add(line, "value", shown, " ".join(error.messages))
        return
    if len(problems) > before:
        return
    key: Key = tuple(codes)  # type: ignore[assignment]
    if key in found.lines:
        rule = _("the same figure stands in line %(line)d already.") % {"line": found.lines[key]}
        problems.add(line, "", "", rule, _("Delete one of the two."))
        return
    found.figures[key] = figure
    found.lines[key] = line


def _nearest(text: str, meanings: dict[str, Any]) -> str:
    near = difflib.get_close_matches(_plain(text), list(meanings)[:5_000], n=3)
    return _("Near to it: %(texts)s.") % {"texts": ", ".join(near)} if near else ""


def _plain(text: str) -> str:
    """A text as it is compared: forms of letters, case and outer spaces do not matter."""
    return unicodedata.normalize("NFKC", text).casefold().strip()
