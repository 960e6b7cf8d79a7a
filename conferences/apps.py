from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.facts import reference
from qingdao_techedu.ui import addresses, panels, sections

DATA = Path(__file__).parent / "data"


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = _("Conferences")

    def ready(self) -> None:
        addresses.register("conferences.urls")
        sections.register("conferences.sections.CONFERENCES")
        rules.govern("conferences.Conference")
        rules.govern("conferences.Segment")
        rules.govern("conferences.Participation")
        rules.govern("conferences.Programme")
        rules.govern("conferences.Item")
        reference.register(
            DATA / "conferences.csv",
            "conferences.Conference",
            key=("slug",),
            always={"publication": "published"},
        )
        for name, model in (("segments", "Segment"), ("participations", "Participation")):
            reference.register(
                DATA / f"{name}.csv", f"conferences.{model}", key=("conference", "order")
            )
        reference.register(DATA / "programmes.csv", "conferences.Programme", key=("slug",))
        reference.register(
            DATA / "items.csv", "conferences.Item", key=("programme", "tier", "order")
        )
        panels.register(
            "colleges.College",
            "conferences/_conferences_of_college.html",
            "conferences.panels.conferences_of_college",
            rank=3,
        )
        panels.register(
            "facts.ReportedFigure",
            "conferences/_conferences_of_figure.html",
            "conferences.panels.conferences_of_figure",
        )
        panels.register(
            "home latest",
            "conferences/_conference_of_home.html",
            "conferences.panels.conference_of_home",
        )
        datasets.register("conferences.datasets.CONFERENCES")
