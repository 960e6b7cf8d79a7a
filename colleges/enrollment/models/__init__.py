from .derived import Change, CityTotal, CollegeTotal, Comparison
from .files import FiguresFile
from .ledger import LedgerLine
from .measures import Measure
from .observations import Observation
from .releases import Release
from .returns import Return, ReturnedFigure, ReturnExplanation, ReturnMessage
from .sealed_files import SealedFile

__all__ = [
    "Change",
    "CityTotal",
    "CollegeTotal",
    "Comparison",
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
