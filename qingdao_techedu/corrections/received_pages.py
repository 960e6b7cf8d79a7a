"""The desk's pages of what anybody sends: it is read, and answered once."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied

from qingdao_techedu.records.desk import RecordAdmin


class AnswerForm(forms.ModelForm):
    """An answer is given once."""

    def refuse_answered(self) -> None:
        """Raise ``ValidationError`` where somebody has answered meanwhile."""
        standing = self._meta.model._base_manager.filter(pk=self.instance.pk).first()
        if standing is not None:
            standing.refuse_answered()


class ReceivedAdmin(RecordAdmin):
    """Nothing is added or deleted at the desk."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """A past version is read here; an answer that was given is not taken back in silence."""
        if request.method == "POST":
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)
