"""The desk's pages of enrollment, each in its room: where Django looks for them."""

from .figures.admin import MeasureAdmin, ObservationAdmin
from .releases.admin import LedgerLineAdmin, ReleaseAdmin
from .returns.admin import ReturnAdmin, ReturnedFigureAdmin

__all__ = [
    "LedgerLineAdmin",
    "MeasureAdmin",
    "ObservationAdmin",
    "ReleaseAdmin",
    "ReturnAdmin",
    "ReturnedFigureAdmin",
]
