"""What templates show facts with."""

from __future__ import annotations

from django import template

from qingdao_techedu.dates.partial import spoken

register = template.Library()


@register.filter
def partial_date(value: str) -> str:
    """A date known by year, month or day, in words."""
    return spoken(value)
