from .figures import Indicator, ReportedFigure
from .places import Division
from .reference import ReferenceRow
from .sources import Citation, Source

__all__ = ["Citation", "Division", "Indicator", "ReferenceRow", "ReportedFigure", "Source"]
