from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.facts import reference, sample

DATA = Path(__file__).parent / "data"


class ChainsConfig(AppConfig):
    name = "colleges.chains"
    verbose_name = _("Industrial chains")

    def ready(self) -> None:
        reference.register(DATA / "schemes.csv", "chains.ChainScheme")
        reference.register(DATA / "chains.csv", "chains.Chain", key=("scheme", "slug"))
        sample.register("colleges.chains.sample.make")
