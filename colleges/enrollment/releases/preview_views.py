"""Before sealing: what would be told together, and what another threshold would cost."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qingdao_techedu.accounts import rules
from qingdao_techedu.log.looking import note_look
from qingdao_techedu.ui.desk_pages import page_of

from ..figures.models import Release
from . import previewing
from .protection import thresholds_now


class ThresholdForm(forms.Form):
    """Which threshold is tried beside those in force."""

    threshold = forms.TypedChoiceField(
        label=gettext_lazy("Beside those in force, for all measures"),
        choices=[(one, one) for one in previewing.THRESHOLDS],
        coerce=int,
    )


@admin.site.admin_view
@require_safe
def release_protection(request, number):
    """For who prepares or seals a submitted release; nothing is worked out before they ask."""
    release = get_object_or_404(Release, pk=number)
    if not any(rules.may(request.user, act, release) for act in (rules.CHANGE, rules.REVIEW)):
        raise PermissionDenied
    if not release.is_submitted:
        messages.info(request, _("It can be worked out while the release waits to be sealed."))
        return redirect("admin:enrollment_release_sealing", release.pk)
    form = ThresholdForm(request.GET or None)
    context = {
        "opts": Release._meta,
        "title": _("What would be published"),
        "subtitle": str(release),
        "record": release,
        "thresholds": thresholds_now(),
        "is_large": previewing.is_large(release),
        "form": form,
    }
    if request.GET and form.is_valid() and not context["is_large"]:
        note_look(request.user, release)
        threshold = form.cleaned_data["threshold"]
        try:
            compared = (previewing.costs(release), previewing.costs(release, threshold))
            context |= {"costs": previewing.by_measure(*compared), "threshold": threshold}
        except previewing.CannotBeProtected:
            context["is_contradictory"] = True
    return page_of(request, "enrollment/desk_protection.html", context)
