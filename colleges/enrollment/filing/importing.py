"""A file of figures taken into an open release: checked as a whole, shown, then written at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qingdao_techedu.imports.files import read
from qingdao_techedu.imports.limits import FIGURES
from qingdao_techedu.imports.problems import Problems
from qingdao_techedu.publishing.models import Door
from qingdao_techedu.sample.registry import Progress, silent

from ..figures.models import Measure, Release
from ..figures.validation import Group, more_outcomes_than_graduates
from ..figures.writing import FigureChanges, Key, compare, require_open, store_of_release, write
from .reading import Figures, figures_of


@dataclass(frozen=True)
class CheckedFigures:
    """A file that was read: its figures, every fault, and what writing it would do."""

    read_as: str
    figures: Figures
    problems: Problems
    comparison: FigureChanges = field(default_factory=FigureChanges)

    @property
    def digest(self) -> str:
        """What was shown to whoever agrees to it: other changes have another digest."""
        done = self.comparison
        told = [sorted(map(repr, part.items())) for part in (done.new, done.changed, done.gone)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def check(
    data: bytes, release: Release, *, is_whole: bool = False, progress: Progress = silent
) -> CheckedFigures:
    """Read a file and compare it with a release; nothing is written.

    With ``is_whole`` the file holds all figures of the year: what is not in it goes. Raises
    ``FileRefused`` for what is no readable file, ``ValidationError`` where the release is closed.
    """
    require_open(release)
    sheet = read(data, FIGURES)
    problems = Problems()
    found = figures_of(sheet, release.year, problems, progress)
    if not len(problems):
        _compare_outcomes(found, release, is_whole, problems)
    if len(problems):
        return CheckedFigures(sheet.read_as, found, problems)
    done = compare(store_of_release(release), found.figures, _replaced(is_whole))
    return CheckedFigures(sheet.read_as, found, problems, done)


def take(
    checked: CheckedFigures,
    release: Release,
    *,
    by=None,
    door: str = Door.IMPORT,
    reason: str = "",
    is_whole: bool = False,
) -> FigureChanges:
    """Write what was checked and answer what was done, all of it or nothing.

    Raises ``ValidationError`` where the release changed since in what the file touches.
    """
    with transaction.atomic():
        done = write(
            release,
            checked.figures.figures,
            by=by,
            door=door,
            reason=reason,
            instead_of=_replaced(is_whole),
        )
        now = CheckedFigures(checked.read_as, checked.figures, checked.problems, done)
        if now.digest != checked.digest:
            raise ValidationError(
                _("The figures of the release changed since the file was compared. Look again.")
            )
    return done


def _replaced(is_whole: bool) -> Q | None:
    return Q(pk__isnull=False) if is_whole else None


def _compare_outcomes(found: Figures, release: Release, is_whole: bool, problems: Problems) -> None:
    """More at work or in study than graduated: looked for with what the release has already."""
    measures = dict(Measure.objects.values_list("code", "pk"))
    figures = {} if is_whole else store_of_release(release).figures()
    figures.update(found.figures)
    lines = _first_lines(found)
    for group, people, graduates in more_outcomes_than_graduates(figures, lines, measures):
        rule = _("%(people)d at work or in further study are more than %(graduates)d graduates.")
        told = {"people": people, "graduates": graduates}
        problems.add(lines[group], "measure", "", rule % told)


def _first_lines(found: Figures) -> dict[Group, int]:
    lines: dict[Group, int] = {}
    items: Iterable[tuple[Key, int]] = found.lines.items()
    for key, line in items:
        college, specialty, level, entry_route, sex, _measure = key
        lines.setdefault((college, specialty, level, entry_route, sex), line)
    return lines
