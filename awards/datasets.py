"""The data set of awards: counts alone. Whom a roll names is no data: most of them are minors."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from colleges.datasets import EN, ZH
from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset
from qingdao_techedu.facts.naming import published_english
from qingdao_techedu.facts.provenance import Provenance

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
        Column(
            "kind_code", _("Award kind code"), "round__kind__slug", _("The kind as in its address.")
        ),
        Column("kind_zh", _("Award kind (Chinese)"), "round__kind__name_zh", ZH),
        Column("kind_en", _("Award kind (English)"), published_english, EN, of="round__kind__"),
        Column(
            "level",
            _("Level"),
            "round__kind__level",
            _("Who confers the award: city, province or nation."),
            codes=AwardKind.Level,
        ),
        Column(
            "recipient",
            _("Recipient"),
            "round__kind__recipient",
            _("Whom the award honours."),
            codes=AwardKind.Recipient,
        ),
        Column("conferred_on", _("Conferred on"), "round__conferred_on", _("As precise as known.")),
        Column(
            "college_code",
            _("College code"),
            "college__code",
            _("Permanent code of the college, as in its address."),
        ),
        Column("college_name_zh", _("College (Chinese)"), "college__name_zh", ZH),
        Column("college_name_en", _("College (English)"), published_english, EN, of="college__"),
        Column(
            "grant_count",
            _("Awards"),
            "count",
            _("Conferred awards on the public roll."),
            INTEGER,
            unit=_("awards"),
        ),
        Column(
            "provenance",
            _("Provenance"),
            "round__provenance",
            _("Where the round's record comes from; sample data describes nothing real."),
            codes=Provenance,
        ),
    ),
)
