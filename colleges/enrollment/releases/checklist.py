"""What must be true of a release before it is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colleges.models import College
from qingdao_techedu.publishing import searching
from qingdao_techedu.publishing.models import public
from qingdao_techedu.records.provenance import Provenance

from ..disclosure.leaves import COUNTS, OUTCOMES
from ..figures.models import Measure, Observation, Release

Status = Release.Status
FIRST, LATER = (Status.PROVISIONAL, Status.FINAL), (Status.REVISED, Status.FINAL)


@dataclass(frozen=True)
class ChecklistItem:
    """One point of the checklist; ``fault`` says what is wrong, blank where all is well."""

    rule: Any
    fault: str = ""


def checklist(release: Release) -> list[ChecklistItem]:
    """Every point, those that hold and those that do not."""
    return [item(release) for item in _OWN]


def require_all(release: Release) -> None:
    """Raise ``ValidationError`` with every fault of the checklist."""
    faults = [item.fault for item in checklist(release) if item.fault]
    if faults:
        raise ValidationError(faults)


def _has_figures(release: Release) -> ChecklistItem:
    exists = Observation.objects.filter(release=release).exists()
    return ChecklistItem(
        _("The release has figures"), "" if exists else _("The release has no figures.")
    )


def _status_fits(release: Release) -> ChecklistItem:
    fits = release.status in (FIRST if release.version == 1 else LATER)
    fault = _(
        "The first version of a year is provisional or final, a later one is revised or final."
    )
    return ChecklistItem(_("The status fits the version"), "" if fits else fault)


def _says_what_changed(release: Release) -> ChecklistItem:
    says = release.version == 1 or bool(release.change_note_zh.strip())
    fault = _("Say in Chinese what changed since the version before.")
    return ChecklistItem(_("A revision says what changed"), "" if says else fault)


def _says_where_from(release: Release) -> ChecklistItem:
    says = release.provenance == Provenance.SAMPLE or release.citations.exists()
    fault = _("Cite the source that the figures come from.")
    return ChecklistItem(_("The source is cited"), "" if says else fault)


def _colleges_are_published(release: Release) -> ChecklistItem:
    hidden = (
        Observation.objects.filter(release=release)
        .exclude(public(College, "college__"))
        .order_by("college__code")
        .values_list("college__name_zh", flat=True)
        .distinct()
    )
    fault = _("Not published, so that their figures would be hidden: %(colleges)s.") % {
        "colleges": _(", ").join(hidden[:5])
    }
    return ChecklistItem(_("Every college with figures is published"), fault if hidden else "")


def _graduates_are_not_exceeded(release: Release) -> ChecklistItem:
    wrong = Observation.objects.filter(release=release).with_more_outcomes_than_graduates().count()
    fault = ngettext(
        "%(count)d group has more employed and studying graduates than graduates.",
        "%(count)d groups have more employed and studying graduates than graduates.",
        wrong,
    ) % {"count": wrong}
    rule = _("Graduates employed and in further study are not more than the graduates")
    return ChecklistItem(rule, fault if wrong else "")


def _measures_are_protected(release: Release) -> ChecklistItem:
    others = (
        Measure.objects.exclude(code__in=(*COUNTS, *OUTCOMES))
        .filter(Exists(Observation.objects.filter(release=release, measure=OuterRef("pk"))))
        .values_list("name_zh", flat=True)
    )
    fault = _(
        "Disclosure control does not know these measures, so that small groups would not be "
        "protected: %(measures)s. Remove their figures from the release."
    ) % {"measures": _(", ").join(others[:5])}
    return ChecklistItem(_("Every measure is one that can be protected"), fault if others else "")


def _ledger_is_explained(release: Release) -> ChecklistItem:
    count = release.ledger.unexplained().count()
    fault = ngettext(
        "%(count)d line of the ledger is not explained.",
        "%(count)d lines of the ledger are not explained.",
        count,
    ) % {"count": count}
    return ChecklistItem(_("Every line of the ledger is explained"), fault if count else "")


def _holds_nothing_personal(release: Release) -> ChecklistItem:
    found = searching.in_record_and_parts(release)
    fault = " ".join([*map(str, found), _("Such numbers are not published: take them out.")])
    return ChecklistItem(_("No notes hold personal numbers"), fault if found else "")


_OWN = (
    _has_figures,
    _status_fits,
    _says_what_changed,
    _says_where_from,
    _colleges_are_published,
    _graduates_are_not_exceeded,
    _measures_are_protected,
    _ledger_is_explained,
    _holds_nothing_personal,
)
