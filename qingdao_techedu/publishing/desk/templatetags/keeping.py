"""What a form of the desk holds so that its entries outlive the session."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html

from qingdao_techedu.publishing.desk import claims
from qingdao_techedu.publishing.desk.visiting import visit_of

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: Any, address: str = "") -> str:
    """The signed field that says who fills in the form, which is kept under ``address``."""
    visit = visit_of(context["request"])
    value = claims.signed(visit.user, address or visit.address)
    title = context.get("subtitle") or context.get("title") or ""
    hidden = '<input type="hidden" name="{}" value="{}">'
    return format_html(hidden + hidden, claims.FIELD, value, "_title", str(title)[:300])


@register.inclusion_tag("publishing/_kept.html", takes_context=True)
def keep_entries(context: Any, address: str = "") -> dict[str, Any]:
    """The same, and the offer of what had been typed into the form at ``address`` before."""
    visit = visit_of(context["request"])
    path = address or visit.address
    return {
        "field": writer(context, path),
        "kept_form": visit.kept_by_path.get(path),
        "is_restored": visit.is_restored and path == visit.address,
    }
