from .measures import Measure
from .observations import Observation
from .releases import Release
from .totals import CityTotal, CollegeTotal

__all__ = ["CityTotal", "CollegeTotal", "Measure", "Observation", "Release"]
