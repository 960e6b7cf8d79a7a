from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from . import standing


class GuardsConfig(AppConfig):
    name = "qingdao_techedu.guards"
    label = "guards"
    verbose_name = _("Guards")

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415 (it registers itself with Django)

        post_migrate.connect(install_guards, sender=self)


def install_guards(using: str, **kwargs) -> None:
    standing.install(using)
