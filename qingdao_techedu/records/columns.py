"""Columns that tell of what every subject has: records with a code and names, and provenance."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.columns import Columns, coded, in_chinese, in_english, of_code
from qingdao_techedu.datasets.registry import Column
from qingdao_techedu.naming.names import published_english

from .provenance import Provenance, Verification

ZH, EN = _("Chinese name."), _("English name; blank where there is none.")


def own_names(label: str | Promise) -> Columns:
    """The names of a data set's own records."""
    return (
        Column("name_zh", in_chinese(label), "name_zh", ZH),
        Column("name_en", in_english(label), published_english, EN),
    )


def named(
    name: str,
    label: str | Promise,
    path: str,
    description: str | Promise,
    code: str = "code",
) -> Columns:
    """The code and the names of the record to which ``path``, such as ``college__``, leads."""
    return (
        Column(f"{name}_code", of_code(label), f"{path}{code}", description),
        Column(f"{name}_zh", in_chinese(label), f"{path}name_zh", ZH),
        Column(f"{name}_en", in_english(label), published_english, EN, of=path),
    )


def provenance(description: str | Promise, path: str = "provenance") -> Columns:
    """Where something comes from."""
    return coded("provenance", _("Provenance"), path, description, Provenance)


def verification() -> Columns:
    """How far a record has been checked."""
    told = _("How far it has been checked.")
    return coded("verification", _("Verification"), "verification", told, Verification)
