from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.page_cache import registry as page_cache

from . import file_formats


class DatasetsConfig(AppConfig):
    name = "qingdao_techedu.datasets"
    label = "datasets"
    verbose_name = _("Data")

    def ready(self) -> None:
        for name in ("csv.CSV", "xlsx.XLSX", "parquet.PARQUET", "json.JSON", "ndjson.NDJSON"):
            file_formats.register(f"{self.name}.formats.{name}")
        # Visitors make permalinks; nobody changes or removes what is cited.
        rules.govern("datasets.Permalink", dict.fromkeys(rules.RECORDS, (rules.VIEW,)))
        # A new one is on no page but its own, which was not there before.
        page_cache.govern("datasets.Permalink", inserts=False)
