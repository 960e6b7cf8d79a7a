from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from .triggers import COUNTER, put_up


class EditionsConfig(AppConfig):
    name = "qingdao_techedu.editions"
    label = "editions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        post_migrate.connect(put_up_triggers, sender=self)


def put_up_triggers(using: str, **kwargs) -> None:
    if COUNTER in connections[using].introspection.table_names():
        put_up(using)
