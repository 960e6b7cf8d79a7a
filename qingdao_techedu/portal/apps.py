from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.inspection import registry


class PortalConfig(AppConfig):
    """The portal as a whole: home page, commands and words that span every room."""

    name = "qingdao_techedu.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        for name in ("NEWS", "NOTICES", "EMPTY"):
            registry.register(f"qingdao_techedu.portal.section_checks.{name}")


class DeskConfig(AdminConfig):
    """Django's admin, with the portal's own site object."""

    default_site = "qingdao_techedu.accounts.desk.GuardedDesk"
