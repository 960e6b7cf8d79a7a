"""Permalinks: tables as they were cited."""

from __future__ import annotations

import hashlib
import json

from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from .citable import Snapshot

CODE_LENGTH = 12
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for one another


def new_code() -> str:
    """A code that nobody guesses: fifty-nine bits by chance."""
    return get_random_string(CODE_LENGTH, LETTERS)


class Permalink(models.Model):
    """A question and its answer, kept for good: rows are added and never changed."""

    code = models.CharField(_("code"), max_length=16, unique=True, default=new_code)
    kind = models.CharField(_("kind"), max_length=40)
    query = models.TextField(_("question"))
    content = models.JSONField(_("answer"))
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    sender = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("permalink")
        verbose_name_plural = _("permalinks")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["sender", "made_at"], name="permalink_sender")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("permalink", args=[self.code])

    @property
    def snapshot(self) -> Snapshot:
        return Snapshot(self.query, self.content)


def digest_of(kind: str, query: str, content: dict) -> str:
    """The same for the same answer to the same question, in whatever words it is told."""
    figures = [[row["code"], row["cells"], row["total"]] for row in content["rows"]]
    told = [kind, query, figures, content["totals"], content["releases"]]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
