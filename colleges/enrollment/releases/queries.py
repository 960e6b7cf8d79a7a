"""Questions that readers ask of the ledger."""

from __future__ import annotations

from django.db import models

from qingdao_techedu.publishing.models import public


class LedgerLineQuerySet(models.QuerySet):
    def public(self):
        """Lines about all colleges together, or about one that the public may see."""
        return self.filter(public(self.model))

    def unexplained(self):
        return self.filter(explanation="")
