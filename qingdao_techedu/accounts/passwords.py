"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """The rule in the words in which it was announced, which Django has in Chinese too."""

    def get_error_message(self) -> str:
        return self.get_help_text()
