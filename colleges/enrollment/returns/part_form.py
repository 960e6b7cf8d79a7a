"""The form of one part of a return: a cell for every figure, blank where nothing is known yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from colleges.models import EntryRoute, Level

from ..figures.models import Measure, Observation
from ..figures.validation import figure_of, written
from ..figures.writing import Figure
from .lines import SEXES, ReturnKey, ReturnLine, ReturnPart, ReturnSheet


class FigureField(forms.CharField):
    """A number of persons, or a symbol instead of one; an empty cell is no figure at all."""

    def __init__(self, label: str):
        attributes = {"inputmode": "numeric", "autocomplete": "off", "aria-label": label, "size": 7}
        super().__init__(
            label=label, required=False, max_length=20, widget=forms.TextInput(attributes)
        )

    def clean(self, value) -> Figure | None:
        text = super().clean(value)
        return figure_of(text) if text else None


@dataclass(frozen=True)
class FormCell:
    """A field beside last year's figure."""

    field: forms.BoundField
    last: Figure | None


@dataclass(frozen=True)
class Grid:
    """A line of the part as a table: a row for each measure, a pair of columns for each sex."""

    line: ReturnLine
    rows: list[tuple[Measure, list[FormCell]]]


class PartForm(forms.Form):
    """The figures of one specialty. ``figures`` are those given, by their keys.

    A cell that was not on the page, as in a line that somebody else added since, stays as it is.
    """

    def __init__(self, sheet: ReturnSheet, part: ReturnPart, data: QueryDict | None = None):
        self.sheet, self.part = sheet, part
        shown = {name_of(key): written(figure) for key, figure in part.figures.items()}
        super().__init__(None if data is None else {**shown, **data.dict()}, initial=shown)
        names = {measure.pk: str(measure.name) for measure in part.measures}
        for key in part.keys:
            _specialty, level, route, sex, measure = key
            who = [ReturnLine(level, route).label, str(Observation.Sex(sex).label), names[measure]]
            self.fields[name_of(key)] = FigureField(" · ".join(who))

    @property
    def sexes(self) -> list[str]:
        """The heads of the pairs of columns."""
        return [str(Observation.Sex(sex).label) for sex in SEXES]

    @property
    def figures(self) -> dict[ReturnKey, Figure]:
        given = ((key, self.cleaned_data.get(name_of(key))) for key in self.part.keys)
        return {key: figure for key, figure in given if figure is not None}

    @property
    def grids(self) -> Iterator[Grid]:
        for line in self.part.lines:
            yield Grid(line, [(one, self._cells(line, one)) for one in self.part.measures])

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, each with the name of its cell."""
        return [
            (str(self.fields[name].label), " ".join(map(str, messages)))
            for name, messages in self.errors.items()
            if name in self.fields
        ]

    def _cells(self, line: ReturnLine, measure: Measure) -> list[FormCell]:
        keys = [
            (self.part.specialty.pk, line.level, line.entry_route, sex, measure.pk) for sex in SEXES
        ]
        return [FormCell(self[name_of(key)], self.sheet.last.get(key)) for key in keys]


class LineForm(forms.Form):
    """A line that the return does not have so far."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    entry_route = forms.ChoiceField(label=_("Entry route"), choices=EntryRoute.choices)

    @property
    def line(self) -> ReturnLine:
        return ReturnLine(self.cleaned_data["level"], self.cleaned_data["entry_route"])


class SpecialtyForm(forms.Form):
    """A specialty that the return does not have so far, by its address name."""

    specialty = forms.SlugField()


def name_of(key: ReturnKey) -> str:
    """The name of a figure's field: its codes and the number of its measure."""
    _specialty, level, route, sex, measure = key
    return f"{level}.{route}.{sex}.{measure}"
