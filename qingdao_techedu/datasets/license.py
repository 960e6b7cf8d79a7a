"""On which terms the data may be used. Until the bureau has chosen, nobody pretends it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

SPDX = re.compile(r"[-A-Za-z0-9._]+")  # what a license's short name looks like


@dataclass(frozen=True)
class License:
    """``name`` is a short name such as CC-BY-4.0 or a title, ``url`` where its text stands."""

    name: str
    url: str

    @property
    def is_chosen(self) -> bool:
        return bool(self.name)

    @property
    def as_dict(self) -> dict[str, str]:
        """As a Data Package names a license, which needs a short name or an address."""
        is_short = SPDX.fullmatch(self.name) is not None
        short = self.name if is_short else "" if self.url else "other"
        return {"name": short, "title": self.name, "path": self.url}

    @property
    def sentence(self) -> str:
        """What a reader may do, in the active language."""
        if self.is_chosen:
            return _("License: %(name)s") % {"name": self.name}
        return _(
            "The bureau has not chosen a license for its data yet. Name the source when you quote "
            "figures, and ask the bureau before you publish the data anew."
        )


def data_license() -> License:
    """The license of the data of this installation."""
    return License(settings.SITE["data_license"], settings.SITE["data_license_url"])
