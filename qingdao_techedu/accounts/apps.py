from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from . import roles


class AccountsConfig(AppConfig):
    name = "qingdao_techedu.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # Every app's migrations, not only ours: each brings permissions that roles consist of.
        post_migrate.connect(roles.keep_in_step, dispatch_uid="accounts.keep_in_step")
