"""What templates show facts with."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from qingdao_techedu.dates.partial import parts_of, spoken

register = template.Library()


@register.filter
def partial_date(value: str) -> str:
    """A date known by year, month or day, in words that stay on one line."""
    try:
        parts_of(value)
    except ValueError:
        return spoken(value)  # as it stands, which HTML cannot know for a date
    return format_html('<time datetime="{}">{}</time>', value, spoken(value))
