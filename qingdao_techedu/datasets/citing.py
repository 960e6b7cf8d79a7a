"""Keeping an answer for good, and saying how it is cited."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingdao_techedu.ui.templatetags.portal import bracketed

from .citable import Snapshot, citable
from .models import Permalink, digest_of

MAX_AN_HOUR = 60  # new permalinks of one connection, which an office may share
MAX_CELLS = 20_000
AN_HOUR = datetime.timedelta(hours=1)
TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_{}"}


def take(kind: str, query: str) -> Snapshot:
    """The answer to a question now. Raises ``ValidationError`` where there is none to keep."""
    snapshot = citable(kind).snapshot(QueryDict(query))
    content = snapshot.content
    cells = len(content["rows"]) * len(content["columns"])
    if cells > MAX_CELLS:
        raise ValidationError(
            _("The table has %(cells)d cells; at most %(most)d are kept. Choose fewer rows.")
            % {"cells": cells, "most": MAX_CELLS}
        )
    return snapshot


def keep(kind: str, query: str, *, sender: str) -> Permalink:
    """The permalink of a question's answer: the same one for the same answer.

    Raises ``ValidationError`` where there is no answer, or too many were made by the sender.
    """
    snapshot = take(kind, query)
    digest = digest_of(kind, snapshot.query, snapshot.content)
    if kept := Permalink.objects.filter(digest=digest).first():
        return kept
    lately = Permalink.objects.filter(sender=sender, made_at__gt=timezone.now() - AN_HOUR)
    if lately.count() >= MAX_AN_HOUR:
        raise ValidationError(
            _("%(count)d permalinks were made from your connection within an hour. Try later.")
            % {"count": MAX_AN_HOUR}
        )
    # Two who ask at once are given the same: the digest is unique.
    made, _is_new = Permalink.objects.get_or_create(
        digest=digest,
        defaults={
            "kind": kind,
            "query": snapshot.query,
            "content": snapshot.content,
            "sender": sender,
        },
    )
    return made


def spoken(text: dict[str, str]) -> str:
    """A text of a snapshot in the visitor's language."""
    return text.get(get_language() or "", text[settings.LANGUAGE_CODE])


def title_of(content: dict[str, Any]) -> str:
    """What the table is, and to what it was narrowed."""
    narrowed = _(", ").join(
        f"{label}{_(': ')}{values}" for label, values in map(_spoken_pair, content["narrowed"])
    )
    title = spoken(content["title"])
    return f"{title}{bracketed(narrowed)}" if narrowed else title


def table_of(content: dict[str, Any]) -> dict[str, Any]:
    """The table of a content in the visitor's language, as a page lays it out."""
    return {
        "head": spoken(content["head"]),
        "columns": [spoken(head["label"]) for head in content["columns"]],
        "rows": [{**row, "label": spoken(row["label"])} for row in content["rows"]],
        "totals": content["totals"],
        "total": spoken(content["total"]),
        "has_row_totals": content["hasRowTotals"],
        "legend": spoken(content["legend"]),
    }


def _spoken_pair(pair: dict[str, dict[str, str]]) -> tuple[str, str]:
    return spoken(pair["label"]), spoken(pair["values"])


def releases_of(content: dict[str, Any]) -> str:
    """The releases by their names, which a citation needs."""
    return _(", ").join(f"{one['year']} v{one['version']}" for one in content["releases"])


def is_sample(content: dict[str, Any]) -> bool:
    return any(one["provenance"] == "sample" for one in content["releases"])


def in_gbt_7714(permalink: Permalink, address: str) -> str:
    """The citation by GB/T 7714-2015: a data set online, with the day it was cited."""
    published = max(one["published"] for one in permalink.content["releases"])
    return "{owner}. {title}[DS/OL]. {release}{sample}. ({published})[{cited}]. {address}.".format(
        owner=_owner(),
        title=title_of(permalink.content),
        release=_("Release %(releases)s") % {"releases": releases_of(permalink.content)},
        sample=_(", sample data") if is_sample(permalink.content) else "",
        published=published,
        cited=timezone.localdate(permalink.made_at).isoformat(),
        address=address,
    )


def in_bibtex(permalink: Permalink, address: str) -> str:
    """The citation as a BibTeX entry; signs that TeX would obey are written out."""
    published = max(one["published"] for one in permalink.content["releases"])
    note = _("Release %(releases)s") % {"releases": releases_of(permalink.content)}
    if is_sample(permalink.content):
        note += _(", sample data")
    fields = {
        "author": f"{{{_tex(_owner())}}}",
        "title": f"{{{_tex(title_of(permalink.content))}}}",
        "year": published[:4],
        "note": _tex(note),
        "url": address,
        "urldate": timezone.localdate(permalink.made_at).isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{qingdao-{permalink.code},", *lines, "}"])


def _owner() -> str:
    return _("Qingdao Municipal Human Resources and Social Security Bureau")


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda found: TEX[found.group()], text)
