"""Who may do what with releases, their figures and the colleges' returns."""

from __future__ import annotations

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import ADMINISTRATOR, AUDITOR, EDITOR, REVIEWER

# The portal compares, people explain.
EXPLAINED = dict.fromkeys((EDITOR, REVIEWER, ADMINISTRATOR), (rules.VIEW, rules.CHANGE)) | {
    AUDITOR: (rules.VIEW,)
}
# A college fills in and sends, the bureau looks at it.
LOOKS_AT = (rules.VIEW, rules.CHANGE, rules.REVIEW)
RETURNS: rules.Acts = {
    EDITOR: LOOKS_AT,
    REVIEWER: LOOKS_AT,
    ADMINISTRATOR: LOOKS_AT,
    AUDITOR: (rules.VIEW,),
}
DERIVED = (
    "PublishedFigure",
    "PublishedMember",
    "CityTotal",
    "CollegeTotal",
    "Comparison",
    "Change",
)
READ = dict.fromkeys(rules.RECORDS, (rules.VIEW,))


def govern() -> None:
    """Give the models of enrollment their rules."""
    rules.govern("enrollment.Measure")
    rules.govern("enrollment.Release")
    rules.govern("enrollment.Observation")
    rules.govern("enrollment.LedgerLine", EXPLAINED)
    # Met on the page of its release alone, by those who work on that.
    rules.govern("enrollment.FiguresFile", READ)
    # Made by sealing alone.
    rules.govern("enrollment.SealedFile", READ)
    rules.govern(
        "enrollment.Return", RETURNS, own="college_id", own_acts=(rules.VIEW, rules.CHANGE)
    )
    for derived in DERIVED:
        rules.govern(f"enrollment.{derived}", {})  # nobody writes it by hand
    for part in ("ReturnedFigure", "ReturnExplanation", "ReturnMessage"):
        own = "annual_return.college_id"
        rules.govern(f"enrollment.{part}", READ, own=own, own_acts=(rules.VIEW,))
