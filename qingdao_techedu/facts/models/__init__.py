from .figures import Indicator, ReportedFigure, Unit
from .places import QINGDAO, Division
from .reference import ReferenceRow
from .sources import Citation, Source

__all__ = [
    "QINGDAO",
    "Citation",
    "Division",
    "Indicator",
    "ReferenceRow",
    "ReportedFigure",
    "Source",
    "Unit",
]
