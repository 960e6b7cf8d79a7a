from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui import desk_home


class PublishingDeskConfig(AppConfig):
    """An application, so that Django finds its pages of proposals and its template tags."""

    name = "qingdao_techedu.publishing.desk"
    label = "publishing_desk"
    verbose_name = _("Publication")

    def ready(self) -> None:
        desk_home.register("qingdao_techedu.publishing.desk.desk_home.entries")
        desk_home.register_latest("qingdao_techedu.publishing.desk.desk_home.latest")
