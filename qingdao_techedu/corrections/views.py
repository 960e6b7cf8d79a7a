"""Reporting an error, following the report, and the log of what became of all of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from qingdao_techedu.normalization.typed import plain
from qingdao_techedu.standbys.routing import from_primary
from qingdao_techedu.ui.tokens import shown_again_without_token

from . import actions
from .forms import CorrectionForm
from .models import Correction

ANSWERS_A_PAGE = 30


@from_primary
def correction_log(request) -> HttpResponse:
    """What was reported and answered; with a receipt number, the way to one's own report."""
    receipt = plain(request.GET.get("receipt", "")).upper()
    if receipt and Correction.objects.filter(receipt=receipt).exists():
        return redirect("correction_detail", receipt)
    page = Paginator(Correction.objects.public_log(), ANSWERS_A_PAGE)
    return render(
        request,
        "corrections/correction_log.html",
        {"page": page.get_page(request.GET.get("page")), "unknown_receipt": receipt},
    )


@shown_again_without_token
@from_primary
@never_cache
def report_error(request) -> HttpResponse:
    """The form; a report that is kept leads to its receipt."""
    if request.method == "POST":
        form = CorrectionForm(request.POST, request=request)
        if form.is_valid():
            kept = actions.receive(**_reported(form), sender=form.sender)
            return redirect(kept)
        form.shown_again(request)
    else:
        asked = {name: request.GET.get(name, "")[:120] for name in ("page", "part")}
        form = CorrectionForm(initial=asked, request=request)
    return render(request, "corrections/report_error.html", {"form": form})


@from_primary
@never_cache
def correction_detail(request, receipt) -> HttpResponse:
    """One report, for who holds its receipt."""
    correction = get_object_or_404(Correction, receipt=receipt)
    context = {"correction": correction, "unknown": actions.provisional_years(correction)}
    return render(request, "corrections/correction_detail.html", context)


def _reported(form: CorrectionForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in form.Meta.fields}
