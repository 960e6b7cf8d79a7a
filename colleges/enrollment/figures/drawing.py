"""What every chart of the figures says: its unit and years, what is open and what is sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.ui.charts.sentences import Told

from .models import Measure, Release
from .quantities import Cell
from .tables import ReleaseSpan


def has_sample(releases: Iterable[ReleaseSpan]) -> bool:
    """Whether any of the figures were generated."""
    return any(span.release.provenance == Provenance.SAMPLE for span in releases)


def said_of(releases: Iterable[ReleaseSpan]) -> dict[str, Any]:
    """What a chart tells of the releases that its figures stand in."""
    spans = list(releases)
    return {
        "is_sample": has_sample(spans),
        "provisional": frozenset(
            str(year)
            for span in spans
            if span.release.status == Release.Status.PROVISIONAL
            for year in range(span.release.year, span.until + 1)
        ),
    }


def statuses_of(releases: Iterable[ReleaseSpan]) -> str:
    """How final the figures are: ``2018–2023 final, 2024 provisional``."""
    years: dict[str, list[int]] = {}
    for span in releases:
        status = str(span.release.get_status_display())
        years.setdefault(status, []).extend(range(span.release.year, span.until + 1))
    return _(", ").join(
        _("%(years)s %(status)s") % {"years": span_of(of), "status": status.lower()}
        for status, of in years.items()
    )


def told_of(measure: Measure) -> Told:
    """A measure as a sentence names it."""
    return Told(str(measure.name), str(measure.get_unit_display()))


def subtitle(told: Told, years: Sequence[int]) -> str:
    """Measure, unit and years: ``Students enrolled · persons · 2018–2024``."""
    return " · ".join([told.name, told.unit, in_years(years)])


def in_years(years: Sequence[int]) -> str:
    """Years as words tell them: one, several in a row, or each by itself."""
    return _("%(years)s") % {"years": span_of(years)}


def span_of(years: Sequence[int]) -> str:
    """``2024``, ``2018–2024`` or ``2018, 2021``, without a word."""
    known = sorted(set(years))
    if len(known) > 1 and known == list(range(known[0], known[-1] + 1)):
        return f"{known[0]}–{known[-1]}"
    return _(", ").join(map(str, known))


def incomplete(labels: Sequence[str], cells: Sequence[Cell]) -> set[str]:
    """The labels whose sums leave out what has no value."""
    return {label for label, cell in zip(labels, cells, strict=True) if cell.is_partial}


def left_out(*, gaps: int, is_joined: bool) -> str:
    """What a sum leaves out, as a remark beside it; blank where it is whole."""
    words = []
    if gaps:
        words.append(_("without figures that are not available"))
    if is_joined:
        words.append(_("without those who are told together with others"))
    return _(", ").join(words)
