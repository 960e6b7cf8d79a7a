"""The industrial chains among the sections of the public site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.ui.sections import Section
from qingdao_techedu.ui.sitemaps import Records

from .models import Chain, ChainScheme

CHAINS = Section(
    "chain_schemes",
    _("Chains"),
    _("The industrial chains of the city and the specialties that serve them."),
    lambda: Chain.objects.all(),
    site_maps={
        "schemes": Records(lambda: ChainScheme.objects.order_by("code")),
        "chains": Records(
            lambda: Chain.objects.select_related("scheme").order_by("scheme__code", "slug")
        ),
    },
)
