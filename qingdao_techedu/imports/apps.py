from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui import desk_home


class ImportsConfig(AppConfig):
    name = "qingdao_techedu.imports"
    label = "imports"
    verbose_name = _("Spreadsheets")

    def ready(self) -> None:
        desk_home.register("qingdao_techedu.imports.desk_home.entries")
