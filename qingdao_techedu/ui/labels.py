"""Names with what tells them from their namesakes, and names in a row."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def told_apart(name: object, *marks: object) -> str:
    """A name and its marks in brackets, blank ones left out: ``智能家电（“10+1”产业体系）``."""
    told = _(", ").join(str(mark) for mark in marks if mark)
    return _("%(name)s (%(marks)s)") % {"name": name, "marks": told} if told else str(name)


def listed(names: Iterable[object]) -> str:
    """Names in a row, as the language parts them: ``初中毕业生、高中毕业生``."""
    return pgettext("list", ", ").join(map(str, names))
