"""The bureau's side: which returns there are, whom to chase, and asking colleges for theirs."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qingdao_techedu.accounts import rules
from qingdao_techedu.dates.form_fields import DayField
from qingdao_techedu.log.looking import note_look
from qingdao_techedu.publishing.desk import kept_forms
from qingdao_techedu.ui.desk_pages import is_sent, page_of

from ..figures.models import Release
from . import actions
from .chasing import chase, expected
from .models import Return


class AskForm(forms.Form):
    """Until when, and of whom: all that were not asked so far, or some."""

    due_on = DayField(
        label=gettext_lazy("Due on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    colleges: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None,
        label=gettext_lazy("Colleges"),
        help_text=gettext_lazy("None chosen: all that have not been asked."),
        required=False,
    )

    def __init__(self, *args, release: Release, **kwargs):
        super().__init__(*args, **kwargs)
        asked = release.returns.values("college")
        self.fields["colleges"].queryset = expected().exclude(pk__in=asked)  # type: ignore[attr-defined]


@admin.site.admin_view
@require_safe
def return_list(request):
    """A reporter's own returns; for the bureau the releases with theirs."""
    if not rules.may(request.user, rules.VIEW, Return):
        raise PermissionDenied
    context = {"title": _("Annual returns"), "opts": Return._meta}
    if rules.is_only_reporter(request.user):
        own = rules.visible_to(request.user, Return.objects.all())
        context["returns"] = own.select_related("release", "college").order_by("-release__year")
    else:
        of_state = {
            state.replace("-", "_"): Count("returns", filter=Q(returns__state=state))
            for state in Return.State.values
        }
        releases = Release.objects.annotate(asked=Count("returns"), **of_state)
        context["releases"] = releases.filter(Q(asked__gt=0) | Q(sealed_at=None))
    return page_of(request, "enrollment/desk_returns.html", context)


@admin.site.admin_view
@kept_forms.keeps_entries
@require_http_methods(["GET", "HEAD", "POST"])
def release_returns(request, number):
    """Who is missing, since when, what total that leaves; asking and reminding."""
    release = get_object_or_404(Release, pk=number)
    if rules.is_only_reporter(request.user) or not rules.may(request.user, rules.VIEW, Return):
        raise PermissionDenied
    may_ask = release.is_open and rules.may(request.user, rules.CHANGE, release)
    form = AskForm(request.POST or None, release=release)
    if request.method == "POST":
        if not may_ask:
            raise PermissionDenied(_("The returns of this release do not change any more."))
        if is_sent(request) and request.POST.get("act") == "remind":
            return _reminded(request, release)
        if is_sent(request) and form.is_valid() and _asked(request, release, form):
            return redirect("release_returns", release.pk)
    note_look(request.user, release)
    context = {
        "title": _("Annual returns %(year)d") % {"year": release.year},
        "release": release,
        "chase": chase(release),
        "form": form if may_ask else None,
        "opts": Return._meta,
    }
    status = 422 if form.errors else 200
    return page_of(request, "enrollment/desk_release_returns.html", context, status)


def _asked(request, release: Release, form: AskForm) -> bool:
    colleges = form.cleaned_data["colleges"] or form.fields["colleges"].queryset  # type: ignore[attr-defined]
    try:
        made = actions.ask(release, colleges, due_on=form.cleaned_data["due_on"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    text = ngettext("%(count)d college was asked.", "%(count)d colleges were asked.", len(made))
    messages.success(request, text % {"count": len(made)})
    return True


def _reminded(request, release: Release):
    count = actions.remind_all(release, by=request.user)
    text = ngettext("%(count)d college was reminded.", "%(count)d colleges were reminded.", count)
    messages.success(request, text % {"count": count})
    return redirect("release_returns", release.pk)
