from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules


class CorrectionsConfig(AppConfig):
    name = "qingdao_techedu.corrections"
    verbose_name = _("Corrections")

    def ready(self) -> None:
        rules.govern("corrections.Correction")
        rules.govern("corrections.CalendarDay")
