from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.facts import reference, sample
from qingdao_techedu.ui import panels

DATA = Path(__file__).parent / "data"


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        rules.govern("awards.AwardKind")
        rules.govern("awards.Round")
        rules.govern("awards.Grant")
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
        )
        panels.register(
            "conferences.Conference",
            "awards/_awards_of_conference.html",
            "awards.panels.awards_of_conference",
        )
        sample.register("awards.sample.make")
        datasets.register("awards.datasets.AWARDS")
