"""A page of acts whose words are kept like those in the form of a record."""

from __future__ import annotations

from django.utils.decorators import method_decorator

from qingdao_techedu.acts.desk import ActsPage

from .kept_forms import keeps_entries


class KeptActsPage(ActsPage):
    """Stands first among the bases of a ``RecordAdmin``; see ``ActsPage``."""

    @method_decorator(keeps_entries)
    def acts_view(self, request, number: int, code: str = ""):
        return super().acts_view(request, number, code)
