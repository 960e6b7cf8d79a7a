from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.guards import declaring as guards


class LogConfig(AppConfig):
    name = "qingdao_techedu.log"
    verbose_name = _("Log")

    def ready(self) -> None:
        guards.register("qingdao_techedu.log.guards")
        from . import sign_ins  # noqa: F401, PLC0415 (it listens once models are loaded)
