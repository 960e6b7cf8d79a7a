"""The log of what must never be forgotten: each entry seals the one before it."""

from __future__ import annotations

import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

BEGINNING = "0" * 64


class Entry(models.Model):
    """One line of the log. The database refuses to change or delete it.

    ``digest`` is the SHA-256, in hexadecimal, of the digest before it and of the entry's own
    content, so that no line can be changed, left out or slipped in without breaking all after it.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign-in", _("signed in")
        SIGN_IN_FAILED = "sign-in-failed", _("failed to sign in")
        SIGN_OUT = "sign-out", _("signed out")
        ACCOUNT = "account", _("account changed")
        EXPORT = "export", _("exported")
        PUBLICATION = "publication", _("applied a proposal")
        UNDO = "undo", _("undid a publication")
        OVERRIDE = "override", _("overrode a rule")
        SEALING = "sealing", _("sealed a release")
        PUT_OUT_AGAIN = "put-out-again", _("put out a release again")
        LOOK = "look", _("looked at collected figures")
        WITHDRAWAL = "withdrawal", _("withdrew a release")
        AWARD = "award", _("acted on an award")

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("moment"))
    kind = models.CharField(_("what"), max_length=20, choices=Kind, db_index=True)
    who = models.CharField(_("who"), max_length=150, blank=True)
    subject = models.TextField(_("of what"), blank=True)
    details = models.JSONField(_("details"), default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()} {self.subject}".strip()

    def seal(self) -> str:
        """The digest that this entry must have. Its form is documented in docs/operations.md."""
        content = [
            self.previous,
            self.number,
            self.at.isoformat(timespec="microseconds"),
            self.kind,
            self.who,
            self.subject,
            self.details,
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
