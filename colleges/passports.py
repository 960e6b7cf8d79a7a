"""What the register counts, beside the number of colleges that was reported."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.facts.models import QINGDAO
from qingdao_techedu.facts.passports import OwnSum
from qingdao_techedu.records.provenance import Provenance

from .models import College


def own_sums_of(figure) -> list[OwnSum]:
    """The published colleges, beside a reported number of technical colleges of Qingdao."""
    if figure.indicator.code != "technical-colleges" or not (
        figure.place and figure.place.code == QINGDAO
    ):
        return []
    published = College.objects.published()
    sums = [
        (_("Colleges known by name in this register"), published.factual(), Provenance.PRESS),
        (_("Sample colleges in this register"), published.sample(), Provenance.SAMPLE),
    ]
    return [
        OwnSum(label, found.count(), reverse("college_list"), provenance)
        for label, found, provenance in sums
        if found
    ]
