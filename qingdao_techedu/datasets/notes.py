"""What goes with a data set out of the house: source, releases, filters, signs, license."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .license import data_license
from .query import Query

Note = tuple[str, ...]


def notes(query: Query) -> Iterator[Note]:
    """Lines of a name and what is to be said under it, in the active language."""
    dataset = query.dataset
    yield _("Data set"), str(dataset.label)
    yield _("Description"), str(dataset.description)
    yield _("Owner"), str(dataset.owner)
    yield _("License"), data_license().sentence
    for release in dataset.basis(query):
        yield (
            _("Release"),
            release.name,
            release.status,
            release.provenance,
            release.published_on,
            release.sha256,
        )
    for name, value in query.pairs:
        yield _("Filter"), name, value
    yield _("Blank"), _("Nothing is known or nothing applies; it is never 0.")
    for column in query.columns:
        if column.codes and not column.spoken:
            for code, label in column.codes.choices:
                yield column.name, str(code), str(label)
