"""Why a file cannot be read at all, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _


class FileRefused(Exception):
    """A file cannot be read or searched at all; the text says why and what to do."""


class Damaged(FileRefused):
    """It is not what it should be, or tells lies of itself."""

    def __init__(self, said: str = "") -> None:
        super().__init__(
            said
            or _("The file is damaged or not what its name says. Save it anew and send it again.")
        )


class Protected(FileRefused):
    """It needs a password."""

    def __init__(self) -> None:
        super().__init__(_("The file is protected by a password. Save it anew without one."))


class TooLarge(FileRefused):
    """It holds, or unfolds to, more than is read."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said or _("The file is too large. Divide it into several files."))
