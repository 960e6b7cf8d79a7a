from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.editions import registry as editions
from qingdao_techedu.gate import registry as gate
from qingdao_techedu.inspection import registry as inspection
from qingdao_techedu.ui import desk_home


class CorrectionsConfig(AppConfig):
    name = "qingdao_techedu.corrections"
    verbose_name = _("Corrections")

    def ready(self) -> None:
        rules.govern("corrections.Correction")
        inspection.register("qingdao_techedu.corrections.inspection.UNANSWERED")
        desk_home.register("qingdao_techedu.corrections.desk_home.told")
        rules.govern("corrections.CalendarDay")
        gate.register("qingdao_techedu.corrections.public_texts.told")
        # What visitors report is on no page until it is answered.
        editions.govern("corrections.Correction", inserts="NEW.outcome <> ''")
