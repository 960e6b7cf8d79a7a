"""The data set of conferences: one row a conference."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from colleges.datasets import EN, ZH
from qingdao_techedu.datasets.registry import Column, Dataset
from qingdao_techedu.facts.dates import years_of
from qingdao_techedu.facts.naming import published_english
from qingdao_techedu.facts.provenance import Provenance

from .filters import ConferenceFilter
from .models import Conference

CONFERENCES = Dataset(
    code="conferences",
    label=_("Conferences"),
    description=_("The published conferences: one row a conference."),
    query=lambda: Conference.objects.published().latest_first(),
    filterset=ConferenceFilter,
    years=lambda: years_of(Conference.objects.published(), "held_on"),
    columns=(
        Column("code", _("Code"), "slug", _("The conference as in its address.")),
        Column("name_zh", _("Name (Chinese)"), "name_zh", ZH),
        Column("name_en", _("Name (English)"), published_english, EN),
        Column("held_on", _("Held on"), "held_on", _("As precise as known.")),
        Column("place_zh", _("Place"), "place_zh", _("Place, in Chinese.")),
        Column("host_zh", _("Host"), "host_zh", _("Host, in Chinese.")),
        Column("summary_zh", _("Summary"), "summary_zh", _("Summary, in Chinese.")),
        Column(
            "provenance",
            _("Provenance"),
            "provenance",
            _("Where the record comes from."),
            codes=Provenance,
        ),
    ),
)
