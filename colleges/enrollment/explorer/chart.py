"""The picture of a table of the explorer: the same numbers, the fewest marks that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from qingdao_techedu.ui.charts import (
    Chart,
    Multiples,
    Series,
    column_chart,
    dot_rows,
    horizontal_bars,
    line_chart,
    small_multiples,
    stacked_bars,
    stacked_columns,
)
from qingdao_techedu.ui.charts.sentences import Told, extremes, latest

from ..figures.drawing import incomplete, said_of, span_of, subtitle
from ..figures.quantities import Cell
from ..figures.tables import ReleaseSpan
from .crosstab import CrossTable
from .layout import Layout, Part, number_of, rest_of

MAX_PARTS = 6  # told apart in one picture
MAX_BARS = 20

Picture = Chart | Multiples


def sentence_of(
    table: CrossTable, years: Sequence[int], narrowed: str = "", *, leaves_out: bool = False
) -> str:
    """The answer in a sentence: the newest total and its change, or the largest part.

    Where the filters leave out who is told together with others there is neither change nor share:
    these would be of the groups, not of the people.
    """
    layout = replace(Layout.of(table), leaves_out=leaves_out)
    return _sentence(_told(table, narrowed), layout, years)


def _sentence(told: Told, layout: Layout, years: Sequence[int]) -> str:
    totals = layout.totals or (layout.parts[0].cells if len(layout.parts) == 1 else [])
    if not layout.is_over_years or not totals:
        return _largest(told, layout, span_of(years))
    values = [number_of(cell) for cell in totals]
    if layout.leaves_out and not told.is_rate and values[-1] is not None:
        return _("%(name)s in %(year)s: %(value)s, without those not told apart") % {
            "name": told.name,
            "year": layout.labels[-1],
            "value": told.written(values[-1]),
        }
    return latest(told, layout.labels, values, incomplete(layout.labels, totals))


def chart_of(
    table: CrossTable,
    years: Sequence[int],
    releases: Iterable[ReleaseSpan],
    narrowed: str = "",
    *,
    leaves_out: bool = False,
) -> Picture | None:
    """Courses over the years, or the parts of one moment. ``narrowed`` tells the filters."""
    told, layout = _told(table, narrowed), replace(Layout.of(table), leaves_out=leaves_out)
    said: dict[str, Any] = {
        **said_of(releases),
        "subtitle": subtitle(told, years),
        "table_is_beside": True,
    }
    if layout.is_over_years:
        several = len(layout.parts) > 1 and not layout.is_cut
        title = _largest(told, layout, "") if several else _sentence(told, layout, years)
        return _over_years(told, layout, title, said)
    said.pop("provisional")  # of one moment: the table's caption tells it
    return _of_one_moment(told, layout, _largest(told, layout, span_of(years)), said)


def _told(table: CrossTable, narrowed: str) -> Told:
    quantity = table.quantity
    return Told(f"{quantity.name}{narrowed}", str(quantity.unit), quantity.is_rate)


def _largest(told: Told, layout: Layout, when: str) -> str:
    """The largest part, over the years in the newest of them; of all, also who is in no part."""
    shown: list[tuple[Part, Cell | None]]
    if layout.is_over_years:
        when = layout.labels[-1]
        shown = [(part, part.cells[-1]) for part in layout.parts]
        is_addable = bool(layout.totals)
    else:
        shown = [(part, layout.whole_of(part)) for part in layout.parts]
        is_addable = layout.is_addable
    has_gaps = any(cell.missing for _part, cell in shown if cell is not None)
    is_whole = is_addable and not has_gaps and not layout.leaves_out
    parts = [(part.label, number_of(cell)) for part, cell in shown if not part.is_undivided]
    rest = sum(number_of(cell) or 0 for part, cell in shown if part.is_undivided)
    return extremes(told, when, parts, is_whole=is_whole, rest=rest)


def _over_years(told: Told, layout: Layout, title: str, said: dict[str, Any]) -> Picture:
    sign = "%" if told.is_rate else ""
    if layout.is_cut and layout.totals:
        whole = Part(told.name, layout.totals)
        layout = Layout(layout.labels, [whole], layout.totals, is_over_years=True)
    series = [Series(part.label, part.values, sign, part.is_undivided) for part in layout.parts]
    if len(series) == 1 and not told.is_rate:
        return column_chart(title, layout.labels, series[0], **said)
    if len(series) > MAX_PARTS:
        return _multiples(told, title, layout, said)
    if told.is_rate or not layout.totals:
        return line_chart(title, layout.labels, series, is_cropped=told.is_rate, **said)
    parts = [
        Series(part.label, part.values_of_stack, is_rest=part.is_undivided) for part in layout.parts
    ]
    return stacked_columns(title, layout.labels, parts, **said)


def _multiples(told: Told, title: str, layout: Layout, said: dict[str, Any]) -> Multiples:
    """The six largest, each for itself, and all others together where they may be added."""
    sign = "%" if told.is_rate else ""
    # A rate is weighed by what it divides by: a high one of few is not what most people meet.
    chosen = _("the %(count)d with most graduates") if told.is_rate else _("the %(count)d largest")
    ordered = sorted(layout.told_apart, key=lambda part: -part.weight)
    largest, others = ordered[:MAX_PARTS], ordered[MAX_PARTS:]
    rest, undivided = None, layout.undivided
    if layout.totals and others:
        together = rest_of(others)
        name = _("the other %(count)d") % {"count": len(others)}
        rest = Series(name, together.values, sign)
    return small_multiples(
        title,
        layout.labels,
        [Series(part.label, part.values, sign) for part in largest],
        others=rest,
        rest=Series(undivided.label, undivided.values, sign, is_rest=True) if undivided else None,
        is_rate=told.is_rate,
        note=chosen % {"count": MAX_PARTS},
        **said,
    )


def _of_one_moment(told: Told, layout: Layout, title: str, said: dict[str, Any]) -> Chart | None:
    """The largest rows by their total, or by the only column; of which parts each is made.

    Who is not told apart comes last, however many they are.
    """
    sizes = [(part, number_of(layout.whole_of(part))) for part in layout.parts]
    known = sorted((one for one in sizes if one[1] is not None), key=lambda one: -(one[1] or 0))
    if not known:
        return None
    undivided = [one for one in known if one[0].is_undivided]
    told_apart = [one for one in known if not one[0].is_undivided]
    shown = [*told_apart[:MAX_BARS], *undivided]
    said["last_is_rest"] = bool(undivided)
    if len(told_apart) > MAX_BARS:
        said["note"] = _("the %(count)d largest") % {"count": MAX_BARS}
    labels = [part.label for part, _value in shown]
    values = Series(told.name, [value for _part, value in shown], "%" if told.is_rate else "")
    if told.is_rate:
        return dot_rows(title, labels, values, **said)
    if len(layout.labels) > 1 and layout.has_wholes:
        return stacked_bars(title, labels, _stack([part for part, _v in shown], layout), **said)
    return horizontal_bars(title, labels, values, **said)


def _stack(parts: list[Part], layout: Layout) -> list[Series]:
    """What the bars are made of; of many parts the largest and the others."""
    pieces = [
        Part(label, [part.cells[place] for part in parts])
        for place, label in enumerate(layout.labels)
    ]
    undivided = [replace(pieces.pop(), is_undivided=True)] if layout.last_is_undivided else []
    if len(pieces) > MAX_PARTS - len(undivided):
        sums = [sum(value or 0 for value in piece.values) for piece in pieces]
        ordered = sorted(range(len(pieces)), key=lambda place: -sums[place])
        most = MAX_PARTS - 1 - len(undivided)
        largest = sorted(ordered[:most])
        others = [pieces[place] for place in ordered[most:]]
        rest = rest_of(others, _("the other %(count)d") % {"count": len(others)})
        pieces = [*(pieces[place] for place in largest), rest]
    return [
        Series(piece.label, piece.values_of_stack, is_rest=piece.is_undivided)
        for piece in [*pieces, *undivided]
    ]
