"""The data set of awards: counts alone. Whom a roll names is no data: most of them are minors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.columns import coded, dated
from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset
from qingdao_techedu.records.columns import named, provenance

from .filters import AwardFilter
from .models import AwardKind, RollCount

AWARDS = Dataset(
    code="awards",
    label=_("Awards"),
    description=_(
        "How many awards of each round went to each college: one row a round and college. No "
        "names: rolls are not offered as data. Rounds whose recipients are not known have no row."
    ),
    query=lambda: RollCount.objects.public().by_round(),
    filterset=AwardFilter,
    columns=(
        Column("year", _("Year"), "round__year", _("When they were handed over."), INTEGER),
        *named(
            "kind", _("Award kind"), "round__kind__", _("The kind as in its address."), code="slug"
        ),
        *coded(
            "level",
            _("Award level"),
            "round__kind__level",
            _("Who confers the award: city, province or nation."),
            AwardKind.Level,
        ),
        *coded(
            "recipient",
            _("Recipient"),
            "round__kind__recipient",
            _("Whom the award honours."),
            AwardKind.Recipient,
        ),
        *dated("conferred_on", _("Conferred on"), "round__conferred_on"),
        *named(
            "college",
            _("College"),
            "college__",
            _("Permanent code of the college, as in its address."),
        ),
        Column(
            "grant_count",
            _("Number of awards"),
            "count",
            _("Conferred awards on the public roll."),
            INTEGER,
            unit=_("awards"),
        ),
        *provenance(
            _("Where the round's record comes from; sample data describes nothing real."),
            "round__provenance",
        ),
    ),
)
