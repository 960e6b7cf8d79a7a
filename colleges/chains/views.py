"""Industrial chains as the public sees them."""

from __future__ import annotations

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from qingdao_techedu.ui.key_figures import key_figures

from .filters import ChainFilter
from .models import Chain, ChainScheme
from .training import training_for


def chain_schemes(request):
    """The schemes, those in force first, each with its time."""
    schemes = ChainScheme.objects.latest_first().prefetch_related(
        Prefetch("chains", Chain.objects.with_supply())
    )
    return render(request, "chains/chain_schemes.html", {"schemes": schemes})


def chain_scheme(request, scheme):
    """One scheme's chains with the specialties and colleges that serve each."""
    scheme = get_object_or_404(
        ChainScheme.objects.prefetch_related("citations__source"), code=scheme
    )
    filters = ChainFilter(request.GET, queryset=scheme.chains.with_supply())
    others = ChainScheme.objects.exclude(pk=scheme.pk).latest_first()
    return render(
        request,
        "chains/chain_scheme.html",
        {"scheme": scheme, "filters": filters, "chains": filters.qs, "others": others},
    )


def chain_detail(request, scheme, slug):
    """One chain: the specialties that serve it, and who offers them."""
    chain = get_object_or_404(
        Chain.objects.with_supply().select_related("scheme").prefetch_related("citations__source"),
        scheme__code=scheme,
        slug=slug,
    )
    training = training_for(chain)
    before, after = chain.neighbors()
    context = {
        "chain": chain,
        "training": training,
        "alignments": [one.alignment for one in training],
        "students": key_figures([chain]).get(chain.pk),
        "before": before,
        "after": after,
    }
    return render(request, "chains/chain_detail.html", context)
