from .ledger import LedgerLine
from .measures import Measure
from .observations import Observation
from .releases import Release

__all__ = ["LedgerLine", "Measure", "Observation", "Release"]
