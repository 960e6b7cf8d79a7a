from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.ui import desk_home

from . import registry

CHECKS = ("HOME", "CONTACT", "FOOTER", "SECURITY", "LINKS", "TRANSLATIONS", "UNCONFIRMED", "DRAFTS")


class InspectionConfig(AppConfig):
    name = "qingdao_techedu.inspection"
    verbose_name = _("Inspection")

    def ready(self) -> None:
        rules.govern("inspection.LinkCheck", dict.fromkeys(rules.RECORDS, (rules.VIEW,)))
        for name in CHECKS:
            registry.register(f"qingdao_techedu.inspection.checks.{name}")
        desk_home.register("qingdao_techedu.inspection.desk_home.entries")
