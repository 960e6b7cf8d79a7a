"""What the style guide shows its components with: invented, and about nothing real."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.charts import (
    Series,
    column_chart,
    dot_rows,
    horizontal_bars,
    line_chart,
    share_bar,
    small_multiples,
    stacked_bars,
    stacked_columns,
)
from qingdao_techedu.ui.charts.sentences import Told, extremes, latest
from qingdao_techedu.ui.filters import NameFilter, PublicFilterSet

LABELS = {
    "official": _("Official"),
    "press": _("Press"),
    "unconfirmed": _("Unconfirmed"),
    "sample": _("Sample data"),
}
COLORS = [
    ("paper", _("Paper: the page")),
    ("surface", _("Surface: forms, heads of tables")),
    ("sea-deep", _("Deep sea: navigation, doors, footer")),
    ("sea", _("Sea: links, buttons, the first series")),
    ("sea-wash", _("Shallow water: notices, what the pointer is on")),
    ("roof", _("Roof: the accent; it points, it never fills")),
    ("ink", _("Ink: body text, at least 7 : 1")),
    ("ink-soft", _("Granite: secondary text, at least 7 : 1 as well")),
]
SIZES = ["2xl", "xl", "l", "m", "s", "xs"]


@dataclass(frozen=True)
class Specimen:
    """A record of no kind, with a provenance and perhaps a status."""

    provenance: str
    status: str = ""

    @property
    def get_provenance_display(self) -> str:
        return str(LABELS[self.provenance])

    @property
    def get_status_display(self) -> str:
        return str(_("closed")) if self.status else ""


PROVENANCES = [*map(Specimen, LABELS), Specimen("official", status="closed")]
ROWS = [
    (_("Welding"), 1_204, Specimen("press")),
    (
        _("A specialty with quite a long name that has to break over several lines"),
        98,
        PROVENANCES[3],
    ),
    (_("Chinese cuisine"), None, Specimen("unconfirmed")),
]


class _Specimens(PublicFilterSet):
    q = NameFilter(method="nothing")
    level = django_filters.MultipleChoiceFilter(
        choices=[("intermediate", _("Intermediate worker")), ("senior", _("Senior worker"))],
        label=_("Level"),
    )
    ownership = django_filters.MultipleChoiceFilter(
        choices=[("public", _("Public")), ("private", _("Private"))], label=_("Ownership")
    )


def filters() -> PublicFilterSet:
    """A filter form with two choices made, and a parameter that it does not know."""
    return _Specimens(
        QueryDict("q=welding&level=senior&color=red"), queryset=ContentType.objects.none()
    )


class _Form(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("As it stands on the certificate."))
    number = forms.IntegerField(label=_("Students"), min_value=0)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("a", _("Intermediate worker")), ("b", _("Senior worker"))]
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 3}))
    is_read = forms.BooleanField(label=_("I have read the conditions"))


def form() -> forms.Form:
    """A form that was sent with two mistakes."""
    return _Form({"name": "", "number": "-3", "level": "a", "is_read": "on"}, auto_id="form-%s")


def charts() -> list:
    """One chart of each kind under its sentence, one with a gap, one without a figure."""
    years = [str(year) for year in range(2018, 2025)]
    told = Told(str(_("Students")), str(_("persons")))
    rate = Told(str(_("Employment rate")), "%", is_rate=True)
    students = [38_120, 39_004, 40_211, 41_870, 42_300, 43_102, 43_900]
    public, private = (
        Series(str(_("Public")), students),
        Series(str(_("Private")), [9_870, 10_020, None, 11_340, 11_900, 12_400, 12_950]),
    )
    names = [str(name) for name, _count, _record in ROWS]
    counts = Series(str(_("Students")), [count for _name, count, _record in ROWS])
    parts = [(str(_("Intermediate worker")), 1_240), (str(_("Senior worker")), 2_090)]
    shares = Series(rate.name, [94.1, 94.4, 94.0, 94.9, 95.2, 94.8, 95.1], "%")
    over_years: dict[str, Any] = {
        "subtitle": f"{told.name} · {told.unit} · 2018–2024",
        "heading": str(_("Year")),
        "provisional": {"2024"},
        "is_sample": True,
    }
    newest: dict[str, Any] = {
        "subtitle": f"{told.name} · {told.unit} · 2024",
        "heading": str(_("Specialty")),
    }
    course = latest(told, years, students)
    largest = extremes(told, "2024", list(zip(names, counts.values, strict=True)), is_whole=True)
    return [
        column_chart(course, years, public, **over_years),
        line_chart(course, years, [public, private], **over_years),
        line_chart(
            latest(rate, years, shares.values), years, [shares], is_cropped=True, **over_years
        ),
        stacked_columns(course, years, [public, private], **over_years),
        small_multiples(course, years, [public, private], **over_years),
        horizontal_bars(largest, names, counts, **newest),
        stacked_bars(largest, names[:1], [Series(one, [count]) for one, count in parts], **newest),
        dot_rows(
            extremes(rate, "2024", [("A", 94.1), ("B", 97.2)], is_whole=False),
            ["A", "B"],
            Series(rate.name, [94.1, 97.2], "%"),
            **newest,
        ),
        share_bar(
            extremes(told, "2024", parts, is_whole=True), parts, told.name, is_sample=True, **newest
        ),
        column_chart(str(_("Nothing to draw")), years, Series("", [None] * len(years))),
    ]
