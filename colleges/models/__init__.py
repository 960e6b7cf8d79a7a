from .college import Campus, College, CollegeLink, FormerName, KindSpell, Ownership
from .reporter import Reporter
from .specialty import EntryRoute, Level, Offering, Specialty, SpecialtyCategory

__all__ = [
    "Campus",
    "College",
    "CollegeLink",
    "EntryRoute",
    "FormerName",
    "KindSpell",
    "Level",
    "Offering",
    "Ownership",
    "Reporter",
    "Specialty",
    "SpecialtyCategory",
]
