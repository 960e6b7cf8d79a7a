"""What the returns bring to the ledger of a release: who is missing, who has not signed off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from ..figures.models import Measure, Release
from ..releases.reconciliation import Check, Residual
from .chasing import MEASURE_OF_PRESENCE, chase
from .models import Return
from .page import signed_off_in


def missing_returns(release: Release) -> Iterator[Residual]:
    """Returns that were asked for and are not accepted; the public reads the reason."""
    measure = Measure.objects.get(code=MEASURE_OF_PRESENCE)
    for row in chase(release).rows:
        one = row.annual_return
        if one.state != Return.State.ACCEPTED:
            source = partial(_in_words, one)
            yield Residual(Check.MISSING_RETURN, one.college, measure, row.last, None, source)


def _in_words(annual_return: Return) -> str:
    return _("annual return of %(year)d: %(state)s") % {
        "year": annual_return.release.year,
        "state": annual_return.get_state_display(),
    }


def not_signed_off(release: Release) -> Iterator[Residual]:
    """Accepted returns whose college has not agreed to what the release says of it now."""
    signed = signed_off_in(release)
    for one in release.returns.accepted().select_related("college"):
        if one.college_id not in signed:
            yield Residual(Check.NOT_SIGNED_OFF, one.college, None, None, None)
