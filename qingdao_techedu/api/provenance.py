"""Where an answer comes from, said in every answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from qingdao_techedu.datasets.license import data_license
from qingdao_techedu.datasets.registry import OWNER, Basis
from qingdao_techedu.records.provenance import EXPLANATIONS, Provenance


def provenance(*, releases: Iterable[Basis] = (), is_sample: bool = False) -> dict[str, Any]:
    """The publisher, the releases that figures rest on, and whether anything is sample data."""
    return {
        "publisher": str(OWNER),
        "license": data_license().sentence,
        "licenseUrl": data_license().url or None,
        "releases": [_release(one) for one in releases],
        "isSample": is_sample,
        "notice": str(EXPLANATIONS[Provenance.SAMPLE]) if is_sample else None,
    }


def is_sample(provenances: Iterable[Any]) -> bool:
    """Whether any of the records was made by the sample generator."""
    return Provenance.SAMPLE in provenances


def _release(basis: Basis) -> dict[str, Any]:
    told = asdict(basis)
    published_on = told.pop("published_on")
    return {**told, "publishedOn": published_on}
