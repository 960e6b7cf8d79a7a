from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules


class DatasetsConfig(AppConfig):
    name = "qingdao_techedu.datasets"
    label = "datasets"
    verbose_name = _("Data")

    def ready(self) -> None:
        # Visitors make permalinks; nobody changes or removes what is cited.
        rules.govern("datasets.Permalink", dict.fromkeys(rules.RECORDS, (rules.VIEW,)))
