"""The desk's pages of records that have a public page: publishing and taking back."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from qingdao_techedu.facts.desk import RecordAdmin

from . import actions
from .models import Publication

PUBLICATION = (
    _("Publication"),
    {
        "description": _(
            "A published record cannot be deleted. Withdraw it with an explanation, which visitors "
            "then read at its address; return to draft only what should never have been public."
        ),
        "fields": ["publication", "withdrawal_zh", "withdrawal_en"],
    },
)


class PublicRecordAdmin(RecordAdmin):
    """A record that the public sees once it is published."""

    actions = ["publish", "return_to_draft"]

    def get_fieldsets(self, request, obj=None):
        *own, origin = super().get_fieldsets(request, obj)
        return [*own, PUBLICATION, origin]

    def get_list_filter(self, request):
        return ["publication", *super().get_list_filter(request)]

    def is_public(self, obj) -> bool:
        return obj.is_published

    def why_kept(self, obj) -> str:
        if obj.is_published:
            return str(_("it is published; withdraw it instead"))
        return super().why_kept(obj)

    @admin.action(description=_("Publish the selected records"), permissions=["change"])
    def publish(self, request, queryset):
        self._act(request, queryset.exclude(publication=Publication.PUBLISHED), actions.publish)

    @admin.action(description=_("Return the selected records to draft"), permissions=["change"])
    def return_to_draft(self, request, queryset):
        self._act(request, queryset.exclude(publication=Publication.DRAFT), actions.return_to_draft)

    def _act(self, request, queryset, act) -> None:
        """Act on each record for itself, and say of each refused one why."""
        done = 0
        for record in queryset:
            try:
                act(record, by=request.user)
            except ValidationError as error:
                text = f"{record}: {' '.join(error.messages)}"
                self.message_user(request, text, messages.ERROR)
            else:
                done += 1
        text = ngettext("%(count)d record changed.", "%(count)d records changed.", done)
        self.message_user(request, text % {"count": done}, messages.SUCCESS)
