"""Forms keep no text that nobody can see: all of them, by the setting ``FORM_RENDERER``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

from .typed import in_one_line, invisible_in, without_invisible


def validate_visible(text: str) -> None:
    """Refuse signs that nobody sees or that were lost on the way, by their numbers."""
    unfit = invisible_in(text)
    if unfit:
        raise ValidationError(
            _(
                "There are signs in it that cannot be seen or were lost in copying: %(signs)s. "
                "Delete the text around them and type it anew."
            ),
            params={"signs": ", ".join(unfit)},
        )


class TypedField(forms.BoundField):
    """A field of a form whose text comes as it was meant; what is unfit in it is named."""

    def __init__(self, form: Any, field: Any, name: str):
        super().__init__(form, field, name)
        # A password is whatever its owner says it is; what a key of JSON holds, its sender knows.
        self.is_text = (
            isinstance(field, forms.CharField)
            and not isinstance(field, forms.JSONField | forms.UUIDField)
            and not isinstance(field.widget, forms.PasswordInput)
        )
        if self.is_text:
            field.validators = [*field.validators, validate_visible]

    @property
    def data(self) -> Any:
        sent = super().data
        if not (self.is_text and isinstance(sent, str)):
            return sent
        has_lines = isinstance(self.field.widget, forms.Textarea)
        return without_invisible(sent) if has_lines else in_one_line(sent)


class Renderer(DjangoTemplates):
    """Django's own, which makes every field of every form a ``TypedField``."""

    bound_field_class = TypedField
