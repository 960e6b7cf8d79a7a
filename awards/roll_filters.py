"""Filters of the rolls."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter

from colleges.models import College
from qingdao_techedu.ui.filters import PublicFilterSet

from .models import Grant, RollCount
from .rolls import Roll


class RollFilter(PublicFilterSet):
    """A roll by college. Nobody looks for a name: that would be a search of persons."""

    college = ModelChoiceFilter(
        queryset=College.objects.published(), to_field_name="code", label=_("College")
    )

    def __init__(self, data, roll: Roll):
        super().__init__(data, queryset=Grant.objects.none())
        counts = RollCount.objects.filter(round=roll.round, count__gt=0, college=OuterRef("pk"))
        standing = College.objects.published().filter(Exists(counts))
        self.filters["college"].queryset = standing if roll.shares else standing.none()

    @property
    def chosen(self) -> College | None:
        """The college asked for, if it stands on the roll."""
        self.form.full_clean()
        found = self.form.cleaned_data.get("college")
        return found if isinstance(found, College) else None
