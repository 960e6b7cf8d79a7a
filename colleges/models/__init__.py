from .college import Campus, College, CollegeLink, FormerName, KindSpell, Ownership
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
    "Specialty",
    "SpecialtyCategory",
]
