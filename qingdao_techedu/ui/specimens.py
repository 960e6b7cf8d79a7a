"""What the style guide shows its components with: invented, and about nothing real."""

from __future__ import annotations

from dataclasses import dataclass

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

from .filters import NameFilter, PublicFilterSet

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
    """A filter form with one choice made."""
    return _Specimens({"level": "senior"}, queryset=ContentType.objects.none())


def charts() -> list:
    """One chart of each kind."""
    return []
