"""What a return is asked before it is sent: errors block it, warnings need a word of why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colleges.models import Offering, Specialty

from ..figures.models import Measure
from ..figures.validation import more_outcomes_than_graduates
from ..releases.checks import JUMP
from .lines import ReturnLine, ReturnSheet, sums, totals
from .models import Return

FEWEST = 20  # persons: below it a jump is chance
DRIFT = 0.10  # of last year's students: who left or moved is rarely more


@dataclass(frozen=True)
class ReturnFinding:
    """Something to mend, or to explain. ``key`` of a warning holds the numbers it is about.

    ``specialty`` is the part in which it is, None where it is about all of them.
    """

    key: str
    sentence: str
    is_error: bool = False
    specialty: Specialty | None = None
    explanation: str = ""

    @property
    def is_settled(self) -> bool:
        return not self.is_error and bool(self.explanation)


def findings(sheet: ReturnSheet) -> list[ReturnFinding]:
    """Everything that was found, the errors first; warnings with the explanation they have."""
    words = dict(sheet.annual_return.explanations.values_list("warning", "text"))
    warned = [
        ReturnFinding(key, sentence, specialty=specialty, explanation=words.get(key, ""))
        for key, sentence, specialty in _warnings(sheet)
    ]
    return [*_errors(sheet), *warned]


def _errors(sheet: ReturnSheet) -> Iterator[ReturnFinding]:
    if not sheet.figures:
        yield ReturnFinding("empty", _("The return has no figures yet."), is_error=True)
        return
    for part in sheet.parts:
        lacking = part.wanted - part.filled
        if lacking:
            sentence = ngettext(
                "%(count)d figure is blank: write 0 for nobody, x where it is not known.",
                "%(count)d figures are blank: write 0 for nobody, x where it is not known.",
                lacking,
            )
            key = f"blank/{part.specialty.slug}"
            yield ReturnFinding(key, sentence % {"count": lacking}, True, part.specialty)
    yield from _more_outcomes(sheet)


def _more_outcomes(sheet: ReturnSheet) -> Iterator[ReturnFinding]:
    measures = {measure.code: measure.pk for measure in sheet.measures}
    specialties = {part.specialty.pk: part.specialty for part in sheet.parts}
    college = sheet.annual_return.college_id
    figures: Any = {(college, *key): figure for key, figure in sheet.figures.items()}
    groups: Any = sorted({(college, *key[:4]) for key in sheet.figures})
    for group, people, graduates in more_outcomes_than_graduates(figures, groups, measures):
        _college, specialty, level, route, _sex = group
        rule = _("%(people)d at work or in further study are more than %(graduates)d graduates.")
        sentence = f"{ReturnLine(level, route).label}{_(': ')}{rule}"
        told = {"people": people, "graduates": graduates}
        key = f"outcomes/{'/'.join(map(str, group))}"
        yield ReturnFinding(key, sentence % told, True, specialties[specialty])


Warned = tuple[str, str, Specialty | None]  # its key, its sentence, and the part it is in


def _warnings(sheet: ReturnSheet) -> Iterator[Warned]:
    if not sheet.figures:
        return
    if sheet.last:
        yield from _same_as_last_year(sheet)
        yield from _jumps(sheet)
        yield from _stock_and_flows(sheet)
    yield from _not_known(sheet)
    yield from _not_in_the_register(sheet)


def _same_as_last_year(sheet: ReturnSheet) -> Iterator[Warned]:
    if sheet.figures == sheet.last:
        text = _("Every figure is the same as last year's: were they counted anew?")
        yield "same", text, None


def _jumps(sheet: ReturnSheet) -> Iterator[Warned]:
    """Changes beyond ±30 %, of the whole college and of each specialty that is not tiny."""
    before, now = totals(sheet.last), totals(sheet.figures)
    before_of, now_of = sums(sheet.last), sums(sheet.figures)
    for measure in sheet.measures:
        if _is_jump(before.get(measure.pk, 0), now.get(measure.pk)):
            yield _jump(None, measure, before.get(measure.pk, 0), now[measure.pk])
    for part in sheet.parts:
        for measure in sheet.measures:
            place = (part.specialty.pk, measure.pk)
            if _is_jump(before_of.get(place, 0), now_of.get(place)):
                yield _jump(part.specialty, measure, before_of.get(place, 0), now_of[place])


def _is_jump(expected: int, found: int | None) -> bool:
    if found is None:
        return False
    return max(expected, found) >= FEWEST and abs(found - expected) > JUMP * expected


def _jump(specialty: Specialty | None, measure: Measure, expected: int, found: int) -> Warned:
    sentence = _("%(measure)s: %(expected)d last year, %(found)d now, more than 30 %% apart.") % {
        "measure": measure.name,
        "expected": expected,
        "found": found,
    }
    where = specialty.slug if specialty else ""
    return f"jump/{where}/{measure.code}/{expected}/{found}", sentence, specialty


def _stock_and_flows(sheet: ReturnSheet) -> Iterator[Warned]:
    """Students of last year, with those who came and without those who graduated."""
    codes = {measure.code: measure.pk for measure in sheet.measures}
    before, now = totals(sheet.last), totals(sheet.figures)
    try:
        last = before[codes["enrolled"]]
        enrolled, came, went = (now[codes[one]] for one in ("enrolled", "entrants", "graduates"))
    except KeyError:
        return
    expected = last + came - went
    if abs(enrolled - expected) > DRIFT * last:
        sentence = _(
            "%(last)d students last year, %(came)d entrants and %(went)d graduates would leave "
            "%(expected)d; %(enrolled)d are given, more than 10 %% of last year's apart."
        ) % {
            "last": last,
            "came": came,
            "went": went,
            "expected": expected,
            "enrolled": enrolled,
        }
        yield f"flows/{expected}/{enrolled}", sentence, None


def _not_known(sheet: ReturnSheet) -> Iterator[Warned]:
    for part in sheet.parts:
        count = sum(bool(symbol) for _value, symbol in part.figures.values())
        if count:
            sentence = ngettext(
                "%(count)d figure has a symbol instead of a number: why?",
                "%(count)d figures have a symbol instead of a number: why?",
                count,
            )
            key = f"symbols/{part.specialty.slug}/{count}"
            yield key, sentence % {"count": count}, part.specialty


def _not_in_the_register(sheet: ReturnSheet) -> Iterator[Warned]:
    """Students in courses that the register does not know, or not any more."""
    offered = set(
        Offering.objects.filter(college=sheet.annual_return.college_id, valid_until="").values_list(
            "specialty_id", "level", "entry_route"
        )
    )
    if not offered:
        return
    for part in sheet.parts:
        for line in part.lines:
            course = (part.specialty.pk, line.level, line.entry_route)
            has_students = any(
                value for key, (value, _symbol) in part.figures.items() if key[:3] == course
            )
            vague = {(course[0], line.level, ""), (course[0], "", ""), (*course[:1], "", course[2])}
            if has_students and not offered & {course, *vague}:
                sentence = _("%(line)s: the register does not know that the college teaches it.")
                key = f"register/{part.specialty.slug}/{line.level}/{line.entry_route}"
                yield key, sentence % {"line": line.label}, part.specialty


def stale_explanations(annual_return: Return, found: list[ReturnFinding]):
    """Explanations of what is not found any more, or of other numbers."""
    return annual_return.explanations.exclude(warning__in=[finding.key for finding in found])
