from .measures import Measure
from .observations import Observation
from .published import PublishedFigure, PublishedMember
from .releases import Release
from .totals import CityTotal, CollegeTotal

__all__ = [
    "CityTotal",
    "CollegeTotal",
    "Measure",
    "Observation",
    "PublishedFigure",
    "PublishedMember",
    "Release",
]
