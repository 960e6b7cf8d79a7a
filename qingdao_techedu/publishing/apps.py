from django.apps import AppConfig, apps
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.accounts import rules
from qingdao_techedu.page_cache import registry as page_cache


class PublishingConfig(AppConfig):
    name = "qingdao_techedu.publishing"
    label = "publishing"
    verbose_name = _("Publication")

    def ready(self) -> None:
        reads_and_writes = (rules.VIEW, rules.CHANGE)
        rules.govern(
            "publishing.Proposal",
            {
                rules.REPORTER: reads_and_writes,
                rules.EDITOR: reads_and_writes,
                rules.REVIEWER: (*reads_and_writes, rules.REVIEW),
                rules.AUDITOR: (rules.VIEW,),
                rules.ADMINISTRATOR: (*reads_and_writes, rules.REVIEW),
            },
        )
        from . import rehearsal  # noqa: PLC0415 (it needs the models, which are loaded now)
        from .models import Recorded  # noqa: PLC0415

        for model in apps.get_models():
            if issubclass(model, Recorded):
                page_cache.govern(model._meta.label)
                page_cache.govern(model.history.model._meta.label)
                pre_save.connect(rehearsal.notice, sender=model)
                pre_delete.connect(rehearsal.notice_deletion, sender=model)
                for field in model._meta.many_to_many:
                    through = getattr(model, field.name).through
                    page_cache.govern(through._meta.label)
                    m2m_changed.connect(rehearsal.notice_list, sender=through)
