"""What goes with a data set out of the house: source, releases, filters, signs, license."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .bilingual import CHINESE, ENGLISH, spoken
from .license import data_license
from .query import Query
from .registry import DATE, DECIMAL, INTEGER, TEXT

Note = tuple[str, ...]


def notes(query: Query) -> Iterator[Note]:
    """Lines of a name and what is to be said under it, in the active language."""
    dataset = query.dataset
    yield _("Data set"), str(dataset.label)
    yield _("Description"), str(dataset.description)
    if dataset.caution:
        yield _("To be noted"), str(dataset.caution)
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


def codes(query: Query) -> Iterator[Note]:
    """Every code that may stand in the columns: column, code, and its name in both languages."""
    for column in query.columns:
        if column.codes and not column.spoken:
            for code, label in column.codes.choices:
                yield column.name, str(code), spoken(label, CHINESE), spoken(label, ENGLISH)


def dictionary(query: Query) -> Iterator[Note]:
    """What each column is called in words and by programs, its type, unit and meaning."""
    for one in query.columns:
        yield str(one.label), one.name, str(TYPES[one.type]), str(one.unit), str(one.description)


TYPES = {
    TEXT: gettext_lazy("Text"),
    INTEGER: gettext_lazy("Whole number"),
    DECIMAL: gettext_lazy("Number"),
    DATE: gettext_lazy("Date"),
}
