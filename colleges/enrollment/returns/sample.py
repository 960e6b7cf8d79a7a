"""Sample returns: the year after the sample's figures is being asked for, and some are in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import cycle
from math import ceil, floor

from django.utils import timezone

from colleges.models import College
from colleges.sample import CODE, SET
from qingdao_techedu.records.provenance import Provenance
from qingdao_techedu.sample.registry import Plan

from ..figures.models import Observation, Release
from ..releases.sample import YEARS
from .models import Return, ReturnedFigure

YEAR = YEARS[-1] + 1
TIME = datetime.timedelta(days=30)
DRIFT = (0.95, 1.08)
State = Return.State
# The first college is the one that the sample's reporter answers for: it starts from nothing.
STATES = (State.NOT_SENT, State.SENT, State.SENT)
ROUNDED_UP = ("graduates",)  # so that what became of them is never more


def make(plan: Plan) -> int:
    """Make an open release and the returns of the first set of colleges, sent or not."""
    release = Release.objects.create(year=YEAR, provenance=Provenance.SAMPLE)
    colleges = College.objects.sample().filter(code__startswith=CODE).order_by("code")[:SET]
    due_on = timezone.localdate() + TIME
    returns = [
        Return(
            release=release,
            college=college,
            due_on=due_on,
            state=state,
            sent_at=None if state == State.NOT_SENT else timezone.now(),
        )
        for college, state in zip(colleges, cycle(STATES), strict=False)
    ]
    Return.objects.bulk_create(returns)
    figures = [figure for one in returns if one.sent_at for figure in _figures(one, plan)]
    ReturnedFigure.objects.bulk_create(figures)
    return 1 + len(returns) + len(figures)


def _figures(annual_return: Return, plan: Plan) -> Iterator[ReturnedFigure]:
    """Last year's figures, each line a little more or less."""
    chance = plan.random("returns", annual_return.college.code)
    last = Observation.objects.filter(release__year=YEARS[-1], college=annual_return.college)
    change: dict[tuple, float] = {}
    for one in last.select_related("measure").order_by("pk"):
        line = (one.specialty_id, one.level, one.entry_route, one.sex)
        factor = change.setdefault(line, chance.uniform(*DRIFT))
        rounded = ceil if one.measure.code in ROUNDED_UP else floor
        yield ReturnedFigure(
            annual_return=annual_return,
            specialty_id=one.specialty_id,
            level=one.level,
            entry_route=one.entry_route,
            sex=one.sex,
            measure=one.measure,
            value=None if one.value is None else rounded(one.value * factor),
            symbol=one.symbol,
        )
