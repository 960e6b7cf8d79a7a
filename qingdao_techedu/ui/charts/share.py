"""The parts of a whole as one bar of 100 %."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .figure import Chart, Mark, Series, percent, said


def share_bar(title: str, parts: Sequence[tuple[str, int]], counted: str = "", **chart) -> Chart:
    """One bar, a piece a part, in the order of the parts; each says its share.

    ``counted`` heads the numbers of its table."""
    whole = sum(count for _label, count in parts)
    marks: list[Mark] = []
    before = 0
    for number, (label, count) in enumerate(parts, start=1):
        if count:
            share = count / whole
            says = said(label, f"{count:,}") + _(" (%(words)s)") % {"words": f"{100 * share:.1f}%"}
            x, width = percent(before / whole), percent(share)
            marks.append(
                Mark("bar", x, "0em", width=width, height="2.2em", series=number, says=says)
            )
        before += count
    return Chart(
        title,
        _("; ").join(mark.says for mark in marks),
        "share",
        [label for label, _count in parts],
        [Series(counted, [count for _label, count in parts])],
        marks,
        height="2.2em",
        legend=[
            (number, _told(label, count, whole))
            for number, (label, count) in enumerate(parts, start=1)
        ],
        **chart,
    )


def _told(label: str, count: int, whole: int) -> str:
    """``Senior worker 2,090 (82.0%)``"""
    share = f"{100 * count / whole:.1f}%" if whole else "–"
    return f"{label} {count:,}" + _(" (%(words)s)") % {"words": share}
