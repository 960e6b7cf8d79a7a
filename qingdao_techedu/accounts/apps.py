from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.page_cache import registry as page_cache

from . import roles, rules


class AccountsConfig(AppConfig):
    name = "qingdao_techedu.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        post_migrate.connect(roles.make_groups, sender=apps.get_app_config("auth"))
        rules.govern_accounts()
        # Public histories tell the role of who it was; signing in changes nothing of that.
        page_cache.govern("auth.User", inserts=False, updates=False)
        page_cache.govern("auth.Group")
        page_cache.govern("auth.User_groups")
        from . import lockout  # noqa: F401, PLC0415 (it listens once models are loaded)
