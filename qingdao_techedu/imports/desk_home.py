"""What imports tell on the desk's home page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.ui.desk_home import Way

from .rights import tables_of


def entries(user) -> Iterator[Way]:
    """The way to the spreadsheets, for those who may import any."""
    if tables_of(user):
        yield Way(_("Import a spreadsheet"), reverse("import_list"))
