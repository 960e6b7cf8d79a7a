"""The models of enrollment, each from its room: where Django and other subjects look for them."""

from .figures.models import (
    CityTotal,
    CollegeTotal,
    Measure,
    Observation,
    PublishedFigure,
    PublishedMember,
    Release,
)
from .filing.models import FiguresFile
from .releases.models import Change, Comparison, LedgerLine, SealedFile
from .returns.models import Return, ReturnedFigure, ReturnExplanation, ReturnMessage

__all__ = [
    "Change",
    "CityTotal",
    "CollegeTotal",
    "Comparison",
    "FiguresFile",
    "LedgerLine",
    "Measure",
    "Observation",
    "PublishedFigure",
    "PublishedMember",
    "Release",
    "Return",
    "ReturnExplanation",
    "ReturnMessage",
    "ReturnedFigure",
    "SealedFile",
]
