from .files import FiguresFile
from .ledger import LedgerLine
from .measures import Measure
from .observations import Observation
from .releases import Release
from .sealed_files import SealedFile

__all__ = ["FiguresFile", "LedgerLine", "Measure", "Observation", "Release", "SealedFile"]
