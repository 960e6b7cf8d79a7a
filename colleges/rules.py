"""Who may do what with the register, and what a college's own reporter may propose."""

from __future__ import annotations

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.rules import ADD, CHANGE, DELETE, VIEW

PROFILE = {
    "website",
    "phone",
    "description_zh",
    "description_en",
    "sponsor_zh",
    "sponsor_en",
    "confirmed_on",
}
CAMPUS = {"name_zh", "name_en", "district", "address_zh", "address_en"}


def govern() -> None:
    """Give the register's models their rules. A reporter reads all that is told of the college."""
    rules.reporters_answer_for("colleges.rules.college_of", in_sample="colleges.sample.appoint")
    rules.govern("colleges.College", own="pk", own_acts=(VIEW, CHANGE), own_fields=PROFILE)
    rules.govern(
        "colleges.Campus",
        own="college_id",
        own_acts=(VIEW, ADD, CHANGE, DELETE),
        own_fields=CAMPUS,
    )
    for part in ("FormerName", "KindSpell", "CollegeLink", "Offering"):
        rules.govern(f"colleges.{part}", own="college_id", own_acts=(VIEW,))
    rules.govern("colleges.Specialty")
    rules.govern("colleges.SpecialtyCategory")
    rules.govern("colleges.Reporter", {rules.AUDITOR: (VIEW,), rules.ADMINISTRATOR: rules.ACTS})


def college_of(user) -> int | None:
    """The number of the college whose reporter ``user`` is, or None."""
    reporter = getattr(user, "reporter", None)
    return reporter.college_id if reporter else None
