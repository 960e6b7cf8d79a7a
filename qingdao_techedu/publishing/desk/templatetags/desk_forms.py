"""What the template of a record's form asks of its fields and parts."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.admin.utils import flatten
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from qingdao_techedu.publishing.desk.form_layout import rows_of

register = template.Library()

register.filter("rows", rows_of)


@register.filter
def is_begun(fieldset: Any) -> bool:
    """Whether somebody has begun to change what a folded group of fields holds."""
    form = fieldset.form
    return form.is_bound and not set(form.changed_data).isdisjoint(flatten(fieldset.fields))


@register.filter
def row_class(shown: Any, begins: bool) -> str:
    """What the style sheet and Django's scripts know of a field; ``begins``: a line."""
    bound = shown.field  # what is only read stands in a dict of Django's
    is_told = isinstance(bound, dict)
    told = {
        f"field-{bound['name'] if is_told else bound.name}": True,
        "begins": begins,
        "checkbox-row": shown.is_checkbox,
        "hidden": bound["is_hidden"] if is_told else bound.is_hidden,
        "errors": not is_told and bool(bound.errors),
    }
    return " ".join(["form-row", *(name for name, holds in told.items() if holds)])


@register.filter
def label_of(shown: Any) -> SafeString:
    """The label of a field; without ``for`` where no single box is meant."""
    bound = shown.field
    told = ["vCheckboxLabel"] if shown.is_checkbox else []
    told += ["required"] if bound.field.required else []
    words = capfirst(str(bound.label))
    if target := bound.id_for_label:
        label = '<label for="{}" class="{}">{}</label>'
        return format_html(label, target, " ".join(told), words)
    return format_html('<span class="{}">{}</span>', " ".join(["form-label", *told]), words)
