from django.apps import AppConfig, apps
from django.db import connections, router
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.guards import declaring as guards

from .guards import COUNTER
from .reading import raise_by_hand


class PageCacheConfig(AppConfig):
    name = "qingdao_techedu.page_cache"
    label = "editions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        guards.register("qingdao_techedu.page_cache.guards")
        post_migrate.connect(make_new_edition, sender=self)


def make_new_edition(using: str, **kwargs) -> None:
    """What migrations change is seen on pages, and no trigger tells of it."""
    is_kept = router.allow_migrate_model(using, apps.get_model("editions", "Counter"))
    if is_kept and COUNTER in connections[using].introspection.table_names():
        raise_by_hand(using)
