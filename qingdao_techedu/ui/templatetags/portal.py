"""The handful of tags and filters that templates show things with."""

from __future__ import annotations

from django import template

register = template.Library()
