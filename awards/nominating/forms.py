"""What is typed in at the desk: a nominee, a quota, the colleges to invite."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colleges.models import College, Offering, Specialty
from qingdao_techedu.accounts import rules
from qingdao_techedu.accounts.roles import REPORTER
from qingdao_techedu.dates.form_fields import DayField

from ..models import Grant, Quota, Round
from ..models.quotas import MAX_PLACES
from .checks import ANOTHER, NAMESAKE


class NomineeForm(forms.ModelForm):
    """A nominee of a college. The box for namesakes is there only where it is asked about."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Grant
        fields = ("name", "class_name", "specialty", ANOTHER)
        widgets = dict.fromkeys(("name", "class_name"), AdminTextInputWidget)

    def __init__(self, data=None, *, instance: Grant):
        super().__init__(data, instance=instance)
        if instance.round.kind.is_of_classes:
            del self.fields["class_name"]
        else:
            self.fields["name"].label = pgettext_lazy("of a person", "Name")
        offered: Any = self.fields["specialty"]
        offered.queryset = specialties_of(instance.college, instance.specialty_id)
        self.asks_about_another = instance.is_another_person or ANOTHER in self.data

    @property
    def shown(self) -> list[forms.BoundField]:
        return [
            field
            for field in self.visible_fields()
            if field.name != ANOTHER or self.asks_about_another
        ]

    @property
    def printed(self) -> dict[str, Any]:
        """What was typed, by the names of the fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def add_errors_of(self, error: ValidationError) -> None:
        """Show what an act said against it, at the fields that it is about."""
        by_field = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
        for name, errors in by_field.items():
            is_own = name in self.fields and name not in self.errors
            self.add_error(name if is_own else None, errors)
            self.asks_about_another |= any(one.code == NAMESAKE for one in errors)


def specialties_of(college: College, chosen: int | None = None):
    """What the college is known to teach, and what was chosen; all where nothing is known."""
    taught = Offering.objects.filter(college=college).values("specialty")
    if not taught.exists():
        return Specialty.objects.all()
    return Specialty.objects.filter(Q(pk__in=taught) | Q(pk=chosen))


class QuotaForm(forms.Form):
    """How many places, and until when."""

    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=MAX_PLACES)
    due_on = DayField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class InvitationForm(QuotaForm):
    """The same for all colleges that were not invited so far, or for some."""

    colleges: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Colleges"),
        help_text=_("None chosen: all that have not been invited."),
        required=False,
    )

    def __init__(self, *args, round_: Round, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["colleges"].queryset = not_invited(round_, by)  # type: ignore[attr-defined]

    @property
    def offered(self):
        field: Any = self.fields["colleges"]
        return field.queryset

    @property
    def chosen(self):
        return self.cleaned_data["colleges"] or self.offered


def not_invited(round_: Round, by):
    """Published and open colleges without a quota; nobody invites the one they answer for."""
    invited = Quota.objects.filter(round=round_).values("college")
    found = College.objects.published().filter(status=College.Status.OPEN)
    found = found.exclude(pk__in=invited)
    is_reporter = rules.holds(REPORTER)(by)
    return found.exclude(pk=rules.college_of(by)) if is_reporter else found
