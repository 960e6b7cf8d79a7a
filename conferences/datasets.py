"""The data set of conferences: one row a conference."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.columns import dated, texts
from qingdao_techedu.datasets.registry import Column, Dataset
from qingdao_techedu.dates.partial import years_of
from qingdao_techedu.publishing.history.changes import last_change
from qingdao_techedu.records.columns import own_names, provenance

from .filters import ConferenceFilter
from .models import Conference

CONFERENCES = Dataset(
    code="conferences",
    label=_("Conferences"),
    description=_("The published conferences: one row a conference."),
    query=lambda: Conference.objects.published().latest_first(),
    filterset=ConferenceFilter,
    key=("code",),
    last_change=last_change,
    years=lambda: years_of(Conference.objects.published(), "held_on"),
    columns=(
        Column("code", _("Code"), "slug", _("The conference as in its address.")),
        *own_names(_("Name")),
        *dated("held_on", _("Held on"), "held_on"),
        *texts("place", _("Place"), "place", _("Place, in Chinese.")),
        *texts("host", _("Host"), "host", _("Host, in Chinese.")),
        *texts("summary", _("Summary"), "summary", _("Summary, in Chinese.")),
        *provenance(_("Where the record comes from.")),
    ),
)
