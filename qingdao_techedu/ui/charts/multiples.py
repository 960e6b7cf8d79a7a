"""Small charts side by side, drawn to one scale so that they can be compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from .bars import column_chart
from .figure import Chart, Multiples, Series
from .lines import line_chart
from .plot import largest_of


def small_multiples(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    others: Series | None = None,
    rest: Series | None = None,
    is_rate: bool = False,
    provisional: Collection[str] = (),
    is_sample: bool = False,
    **multiples,
) -> Multiples:
    """A small chart for each series: of columns, or of rates a line.

    ``others``, all that have none of their own, would dwarf these: theirs is a scale of its own.
    So is that of the ``rest``, which is none of the parts.
    """
    top = max(largest_of(series), 1)
    alike: dict[str, Any] = {
        "provisional": provisional,
        "is_sample": is_sample,
        "table_is_beside": True,
    }

    def small(one: Series, top: int, **more) -> Chart:
        if is_rate:
            lines: dict[str, Any] = {"is_cropped": True, "scale_of": series, "has_names": False}
            return line_chart(one.label, labels, [one], **lines, **alike)
        return column_chart(one.label, labels, one, top=top, **alike, **more)

    charts = [small(one, top) for one in series]
    for one in (others, rest):
        if one is not None:
            own = max(largest_of([one]), 1)
            charts.append(small(one, own, note=_("scale of its own")))
    crop = charts[0].crop if charts else ""  # once for all
    charts = [replace(one, crop="") for one in charts]
    return Multiples(
        title, charts, provisional=provisional, is_sample=is_sample, crop=crop, **multiples
    )
