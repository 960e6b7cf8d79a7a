"""The ledger of a release: what does not add up, kept with the reasons that were given for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from colleges.models import College
from qingdao_techedu.acts.holding import held
from qingdao_techedu.publishing.circumstances import under

from ..figures.models import Measure, Release
from .models import LedgerLine
from .registry import ledger_checks

Check = LedgerLine.Check


@dataclass(frozen=True)
class Residual:
    """Two numbers of persons that ought to agree and do not; None where there is no number.

    ``source`` says what was compared with, in the active language when it is called.
    ``is_rounding``: the difference is within what the source itself claims.
    """

    check: str
    college: College | None
    measure: Measure | None
    expected: int | None
    found: int | None
    source: Callable[[], str] = str
    is_rounding: bool = False

    @property
    def key(self) -> tuple:
        """What makes it the same residual as before, so that its explanation still holds."""
        return (
            self.check,
            self.college.pk if self.college else None,
            self.measure.pk if self.measure else None,
            self.expected,
            self.found,
        )


WITHIN_ROUNDING = _("The source gives no more digits: the difference is within its rounding.")


def residuals(release: Release) -> Iterator[Residual]:
    """What does not add up in a release, each comparison once."""
    seen = set()
    for check in ledger_checks():
        for residual in check(release):
            about = residual.key[:3]
            if about not in seen:
                seen.add(about)
                yield residual


@transaction.atomic
def reconcile(release: Release, *, by: Any = None) -> list[LedgerLine]:
    """Compare anew and return the ledger; explanations stay where the numbers are the same."""
    held(release)
    standing = {_key(line): line for line in release.ledger.all()}
    with under(by=by, at=timezone.now()):
        for residual in residuals(release):
            if standing.pop(residual.key, None) is None:
                _line(release, residual).save()
        for line in standing.values():
            line.delete()
    return list(release.ledger.select_related("college", "measure"))


def _key(line: LedgerLine) -> tuple:
    return (line.check_kind, line.college_id, line.measure_id, line.expected, line.found)


def _line(release: Release, residual: Residual) -> LedgerLine:
    line = LedgerLine(
        release=release,
        check_kind=residual.check,
        college=residual.college,
        measure=residual.measure,
        expected=residual.expected,
        found=residual.found,
    )
    for language, suffix in (("zh-hans", "zh"), ("en", "en")):
        with translation.override(language):
            setattr(line, f"source_{suffix}", residual.source()[:300])
            if residual.is_rounding:
                setattr(line, f"note_{suffix}", str(WITHIN_ROUNDING))
    if residual.is_rounding:
        line.explanation = LedgerLine.Explanation.ROUNDING
    return line
