from .measures import Measure
from .observations import Observation
from .published import (
    NOT_TOLD_APART,
    UNDIVIDED,
    PublishedEntryRoute,
    PublishedFigure,
    PublishedLevel,
    PublishedMember,
    PublishedSex,
)
from .releases import Release
from .totals import CityTotal, CollegeTotal

__all__ = [
    "NOT_TOLD_APART",
    "UNDIVIDED",
    "CityTotal",
    "CollegeTotal",
    "Measure",
    "Observation",
    "PublishedEntryRoute",
    "PublishedFigure",
    "PublishedLevel",
    "PublishedMember",
    "PublishedSex",
    "Release",
]
