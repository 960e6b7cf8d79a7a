"""The data set of chains: one row a chain and a specialty that serves it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qingdao_techedu.datasets.columns import coded
from qingdao_techedu.datasets.registry import INTEGER, Column, Dataset
from qingdao_techedu.publishing.history.changes import last_change
from qingdao_techedu.records.columns import named, own_names, provenance
from qingdao_techedu.records.provenance import Provenance

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
    key=("scheme_code", "code"),
    last_change=last_change,
    columns=(
        *named("scheme", _("Scheme"), "scheme__", _("The list in which the chain stands.")),
        Column("order", _("No."), "order", _("Its place in the list."), INTEGER),
        Column("code", _("Code"), "slug", _("The chain as in its address.")),
        *own_names(_("Name")),
        *coded("group", _("Group"), "group", _("Group within the scheme."), Chain.Group),
        *provenance(_("Where the chain's record comes from.")),
        *named(
            "specialty",
            _("Specialty"),
            "alignments__specialty__",
            _("A specialty that serves the chain, or blank."),
            code="slug",
        ),
        *coded(
            "strength",
            _("Strength"),
            "alignments__strength",
            _("How closely the specialty serves the chain."),
            Alignment.Strength,
        ),
        *coded(
            "alignment_provenance",
            _("Alignment provenance"),
            "alignments__provenance",
            _("Where the alignment comes from."),
            Provenance,
        ),
    ),
)
