"""What the enrollment figures add up to, beside a figure that was reported."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from qingdao_techedu.facts.models import QINGDAO
from qingdao_techedu.facts.passports import OwnSum
from qingdao_techedu.records.provenance import Provenance

from .models import CityTotal, Measure, Release
from .reported import MEASURES


def own_sums_of(figure) -> list[OwnSum]:
    """The sum of the same measure and year over the published colleges of Qingdao."""
    measure_code = MEASURES.get(figure.indicator.code)
    if not measure_code or not figure.place or figure.place.code != QINGDAO:
        return []
    release = Release.objects.current().filter(year=figure.period_from[:4] or 0).first()
    if release is None:
        return []
    total = CityTotal.objects.public().filter(release=release).of_measure(measure_code).total()
    if total is None:
        return []
    label = _("%(measure)s, sum over the colleges, release %(release)s") % {
        "measure": Measure.objects.get(code=measure_code).name,
        "release": release,
    }
    address = f"{reverse('enrollment')}?measure={measure_code}&year={release.year}"
    return [OwnSum(label, total, address, Provenance(release.provenance))]
