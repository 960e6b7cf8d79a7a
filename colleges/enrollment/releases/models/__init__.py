from .changes import Change, Comparison
from .ledger import LedgerLine
from .sealed_files import SealedFile

__all__ = ["Change", "Comparison", "LedgerLine", "SealedFile"]
