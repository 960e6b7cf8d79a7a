"""How templates say where records come from: once for all, and beside what differs."""

from __future__ import annotations

from dataclasses import replace

from django import template
from django.utils.html import format_html

from qingdao_techedu.records import by_exception
from qingdao_techedu.records.by_exception import SaidOnce

register = template.Library()

register.simple_tag(by_exception.said_once)
register.filter("provenance_of_page", by_exception.of_a_page)


@register.filter
def beyond(said: SaidOnce, page) -> SaidOnce:
    """The same without its sentence where that of the page itself says it already."""
    of_page = getattr(page, "provenance", "")
    return replace(said, caption="") if of_page == said.provenance else said


@register.simple_tag
def provenance(record, said: SaidOnce | None = None) -> str:
    """The tag of a record's provenance; nothing where it was said once for all."""
    if record is None or (said and said.covers(record)):
        return ""
    return format_html('<span class="tag tag-{}">{}</span>', record.provenance, _label_of(record))


def _label_of(record) -> str:
    label = record.get_provenance_display
    return label() if callable(label) else label
