"""Names with what tells them from their namesakes."""

from __future__ import annotations

from django.utils.translation import gettext as _


def told_apart(name: object, *marks: object) -> str:
    """A name and its marks in brackets, blank ones left out: ``智能家电（“10+1”产业体系）``."""
    told = _(", ").join(str(mark) for mark in marks if mark)
    return _("%(name)s (%(marks)s)") % {"name": name, "marks": told} if told else str(name)
