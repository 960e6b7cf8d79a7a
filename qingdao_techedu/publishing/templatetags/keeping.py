"""What a form of the desk holds so that its entries outlive the session."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html

from qingdao_techedu.publishing import claims, keeping
from qingdao_techedu.ui.desk_pages import is_restored

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: Any, address: str = "") -> str:
    """The signed field that says who fills in the form, which is kept under ``address``."""
    request = context["request"]
    value = claims.signed(request.user, address or keeping.address_of(request))
    title = context.get("subtitle") or context.get("title") or ""
    hidden = '<input type="hidden" name="{}" value="{}">'
    return format_html(hidden + hidden, claims.FIELD, value, "_title", str(title)[:300])


@register.inclusion_tag("publishing/_kept.html", takes_context=True)
def keep_entries(context: Any, address: str = "") -> dict[str, Any]:
    """The same, and the offer of what had been typed into the form at ``address`` before."""
    request = context["request"]
    path = address or keeping.address_of(request)
    form = keeping.kept_by_path(request).get(path)
    return {
        "field": writer(context, path),
        "kept_form": form,
        "is_restored": is_restored(request) and path == keeping.address_of(request),
    }
