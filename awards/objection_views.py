"""Objecting while the public may, and following one's objection by its receipt."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from qingdao_techedu.standbys.routing import from_primary
from qingdao_techedu.ui.tokens import shown_again_without_token

from . import actions
from .models import Objection
from .objection_forms import ObjectionForm
from .views import round_or_404


@shown_again_without_token
@from_primary
@never_cache
def object_to_round(request, year, kind) -> HttpResponse:
    """The form while the window is open; an objection that is kept leads to its receipt."""
    round_ = round_or_404(year, kind)
    form = ObjectionForm(request.POST or None, request=request)
    if request.method == "POST":
        if form.is_valid():
            try:
                given = {name: form.cleaned_data[name] for name in form.Meta.fields}
                kept = actions.receive_objection(round_, **given, sender=form.sender)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return redirect(kept)
        form.shown_again(request)
    status = 422 if form.errors else 200
    context = {"round": round_, "form": form}
    return render(request, "awards/object_to_round.html", context, status=status)


@from_primary
@never_cache
def objection(request, receipt) -> HttpResponse:
    """One objection, for who holds its receipt."""
    objections = Objection.objects.select_related("round__kind")
    found = get_object_or_404(objections, receipt=receipt.strip().upper())
    return render(request, "awards/objection.html", {"objection": found})
