"""Filters of the awards' data set."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter

from colleges.models import College
from qingdao_techedu.ui.filters import PublicFilterSet, RecordsFilter

from .models import AwardKind, RollCount, Round


class AwardFilter(PublicFilterSet):
    """Awards by year, kind, recipient and college."""

    year = MultipleChoiceFilter(
        choices=(), field_name="round__year", distinct=False, label=_("Year")
    )
    kind = RecordsFilter(
        queryset=AwardKind.objects.all(),
        field_name="round__kind",
        to_field_name="slug",
        label=_("Award kind"),
    )
    recipient = MultipleChoiceFilter(
        choices=AwardKind.Recipient.choices,
        field_name="round__kind__recipient",
        distinct=False,
        label=_("Recipient"),
    )
    college = RecordsFilter(
        queryset=College.objects.published().filter(
            Exists(RollCount.objects.public().filter(college=OuterRef("pk")))
        ),
        to_field_name="code",
        label=_("College"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Round.objects.published().order_by("-year").values_list("year", flat=True)
        choices = [(str(year), str(year)) for year in years.distinct()]
        self.filters["year"].extra["choices"] = choices
