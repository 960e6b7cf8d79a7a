from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.datasets import registry as datasets
from qingdao_techedu.records import inlines

from . import reference

DATA = Path(__file__).parent / "data"


class FactsConfig(AppConfig):
    name = "qingdao_techedu.facts"
    label = "facts"
    verbose_name = _("Sources and figures")

    def ready(self) -> None:
        rules.govern("facts.Source")
        rules.govern("facts.Citation")
        rules.govern("facts.Division")
        rules.govern("facts.Indicator")
        rules.govern("facts.ReportedFigure")
        reference.register(DATA / "sources.csv", "facts.Source", key=("key",))
        reference.register(DATA / "divisions.csv", "facts.Division")
        reference.register(DATA / "indicators.csv", "facts.Indicator")
        reference.register(DATA / "figures.csv", "facts.ReportedFigure")
        inlines.register("qingdao_techedu.facts.admin.CitationInline")
        datasets.register("qingdao_techedu.facts.datasets.FIGURES")
