from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LogConfig(AppConfig):
    name = "qingdao_techedu.log"
    verbose_name = _("Log")

    def ready(self) -> None:
        from . import sign_ins  # noqa: F401, PLC0415 (it listens once models are loaded)
