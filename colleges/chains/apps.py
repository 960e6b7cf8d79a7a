from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.facts import reference
from qingdao_techedu.imports import declaring as imports
from qingdao_techedu.sample import registry as sample
from qingdao_techedu.ui import addresses, panels, sections

DATA = Path(__file__).parent / "data"


class ChainsConfig(AppConfig):
    name = "colleges.chains"
    verbose_name = _("Industrial chains")

    def ready(self) -> None:
        addresses.register("colleges.chains.urls")
        sections.register("colleges.chains.sections.CHAINS")
        rules.govern("chains.ChainScheme")
        rules.govern("chains.Chain")
        rules.govern("chains.Alignment")
        reference.register(DATA / "schemes.csv", "chains.ChainScheme")
        reference.register(DATA / "chains.csv", "chains.Chain", key=("scheme", "slug"))
        panels.register(
            "colleges.College",
            "chains/_chains_of_college.html",
            "colleges.chains.panels.chains_of_college",
            rank=1,
        )
        panels.register(
            "colleges.Specialty",
            "chains/_chains_of_specialty.html",
            "colleges.chains.panels.chains_of_specialty",
        )
        panels.register(
            "home", "chains/_chains_of_home.html", "colleges.chains.panels.chains_of_home", rank=2
        )
        sample.register("colleges.chains.sample.make")
        datasets.register("colleges.chains.datasets.CHAINS")
        imports.register("colleges.chains.imports.ALIGNMENTS")
