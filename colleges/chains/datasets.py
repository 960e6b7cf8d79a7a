"""The data set of chains: one row a chain and a specialty that serves it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from colleges.datasets import EN, ZH
from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset
from qingdao_techedu.facts.naming import published_english
from qingdao_techedu.facts.provenance import Provenance

from .filters import ChainOfAnySchemeFilter
from .models import Alignment, Chain

CHAINS = Dataset(
    code="chains",
    label=_("Industrial chains"),
    description=_(
        "The chains of each scheme with the specialties aligned to them: one row a chain and "
        "specialty, and one row for a chain that no specialty serves."
    ),
    query=lambda: Chain.objects.order_by(
        "scheme__valid_from",
        "order",
        "slug",
        "alignments__specialty__pinyin",
        "alignments__specialty__slug",
    ),
    filterset=ChainOfAnySchemeFilter,
    key=("scheme", "code"),
    columns=(
        Column("scheme", _("Scheme"), "scheme__code", _("The list in which the chain stands.")),
        Column("order", _("No."), "order", _("Its place in the list."), INTEGER),
        Column("code", _("Code"), "slug", _("The chain as in its address.")),
        Column("name_zh", _("Name (Chinese)"), "name_zh", ZH),
        Column("name_en", _("Name (English)"), published_english, EN),
        Column("group", _("Group"), "group", _("Group within the scheme."), codes=Chain.Group),
        Column(
            "provenance",
            _("Provenance"),
            "provenance",
            _("Where the chain's record comes from."),
            codes=Provenance,
        ),
        Column(
            "specialty_code",
            _("Specialty code"),
            "alignments__specialty__slug",
            _("A specialty that serves the chain, or blank."),
        ),
        Column("specialty_name_zh", _("Specialty (Chinese)"), "alignments__specialty__name_zh", ZH),
        Column(
            "strength",
            _("Strength"),
            "alignments__strength",
            _("How closely the specialty serves the chain."),
            codes=Alignment.Strength,
        ),
        Column(
            "alignment_provenance",
            _("Provenance of the alignment"),
            "alignments__provenance",
            _("Where the alignment comes from."),
            codes=Provenance,
        ),
    ),
)
