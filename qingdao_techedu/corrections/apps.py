from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.inspection import registry as inspection
from qingdao_techedu.page_cache import registry as page_cache
from qingdao_techedu.personal_numbers import registry as personal_numbers
from qingdao_techedu.ui import desk_home


class CorrectionsConfig(AppConfig):
    name = "qingdao_techedu.corrections"
    verbose_name = _("Corrections")

    def ready(self) -> None:
        rules.govern("corrections.Correction")
        inspection.register("qingdao_techedu.corrections.inspection.UNANSWERED")
        inspection.register("qingdao_techedu.corrections.inspection.CALENDAR")
        post_migrate.connect(reckon_anew, sender=self)
        desk_home.register("qingdao_techedu.corrections.desk_home.entries")
        rules.govern("corrections.CalendarDay")
        personal_numbers.register("qingdao_techedu.corrections.public_texts.texts")
        # What visitors report is on no page until it is answered.
        page_cache.govern("corrections.Correction", inserts="NEW.outcome <> ''")


def reckon_anew(sender, using: str, **kwargs) -> None:
    """After an update, which may have brought the holidays of another year."""
    correction = sender.get_model("Correction")
    if correction._meta.db_table in connections[using].introspection.table_names():
        import_string("qingdao_techedu.corrections.actions.reckon_anew")()
