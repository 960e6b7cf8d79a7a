from .files import FiguresFile
from .ledger import LedgerLine
from .measures import Measure
from .observations import Observation
from .releases import Release
from .returns import Return, ReturnedFigure, ReturnExplanation, ReturnMessage
from .sealed_files import SealedFile
from .subtotals import CityTotal, CollegeTotal

__all__ = [
    "CityTotal",
    "CollegeTotal",
    "FiguresFile",
    "LedgerLine",
    "Measure",
    "Observation",
    "Release",
    "Return",
    "ReturnExplanation",
    "ReturnMessage",
    "ReturnedFigure",
    "SealedFile",
]
