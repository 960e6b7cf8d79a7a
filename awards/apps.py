from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import ADMINISTRATOR, AUDITOR, EDITOR, REVIEWER
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.facts import reference
from qingdao_techedu.guards import declaring as guards
from qingdao_techedu.page_cache import registry as page_cache
from qingdao_techedu.sample import registry as sample
from qingdao_techedu.ui import addresses, desk_home, discretion, panels, sections

DATA = Path(__file__).parent / "data"
# The public objects, the bureau answers; nobody writes an objection at the desk.
ANSWERED = dict.fromkeys((EDITOR, REVIEWER, ADMINISTRATOR), (rules.VIEW, rules.CHANGE)) | {
    AUDITOR: (rules.VIEW,)
}

# Rolls and their printing, objections and receipts, a college's honors, the check, files of awards.
QUIET = (
    r"awards/\d+/[^/]+/",
    r"awards/(?:colleges|objections|verify)/",
    r"data/awards[./]",
    r"api/v\d+/(?:[^/]+/)*awards",
)


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        addresses.register("awards.urls")
        sections.register("awards.sections.AWARDS")
        rules.govern("awards.AwardKind")
        rules.govern("awards.Round")
        # A college nominates its own people, and reads what became of them.
        rules.govern("awards.Grant", own="college_id", own_acts=(rules.VIEW, rules.ADD))
        rules.govern("awards.Quota", own="college_id", own_acts=(rules.VIEW,))
        rules.govern("awards.Objection", ANSWERED)
        guards.register("awards.guards")
        page_cache.govern("awards.RollCount")
        page_cache.register_clock("awards.windows.between_moments")
        for named in QUIET:
            discretion.keep_quiet(named)
        reference.register(DATA / "kinds.csv", "awards.AwardKind", key=("slug",))
        reference.register(
            DATA / "rounds.csv",
            "awards.Round",
            key=("kind", "year"),
            always={"publication": "published"},
        )
        panels.register(
            "colleges.College",
            "awards/_awards_of_college.html",
            "awards.panels.awards_of_college",
            rank=2,
        )
        panels.register(
            "conferences.Conference",
            "awards/_awards_of_conference.html",
            "awards.panels.awards_of_conference",
        )
        panels.register(
            "home latest", "awards/_awards_of_home.html", "awards.panels.awards_of_home"
        )
        sample.register("awards.sample.make")
        sample.register("awards.nominating.sample.make")
        datasets.register("awards.datasets.AWARDS")
        desk_home.register("awards.nominating.desk_home.entries")
        desk_home.register("awards.desk_home.entries")
